package io.sallyport.operations.internal.alarm;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.operations.StoredAlarm;
import java.time.Instant;
import java.util.Optional;

/** An alarm as the database keeps it; what each means is in {@link StoredAlarm}. */
public record Kept(String number, String capability, Alarm alarm, Condition condition, Optional<Instant> until, Instant since, Optional<Instant> annunciated,
    long annunciations, String changedBy) {
  /** A condition that is raised for the first time, before anything is said of it. */
  public static Kept fresh(String number, String capability, Alarm alarm, Instant now) {
    return new Kept(number, capability, alarm, Condition.NORMAL, Optional.empty(), now, Optional.empty(), 0, capability);
  }

  /** After a step. */
  public Kept after(Alarm newest, Condition next, Optional<Instant> ended, Instant now, String by) {
    boolean graver = newest.priority().compareTo(alarm.priority()) > 0;
    boolean told = next.annunciates(condition, graver);
    boolean moved = next.state() != condition.state();
    return new Kept(number, capability, newest, next, ended, moved ? now : since, told ? Optional.of(now) : annunciated, told ? annunciations + 1 : annunciations,
        moved ? by : changedBy);
  }

  public StoredAlarm stored(boolean watched) {
    return new StoredAlarm(number, capability, alarm, condition.state(), condition.holds(), until, since, condition.shelved().map(Shelving::until),
        condition.reason(), annunciated, annunciations, changedBy, watched);
  }
}
