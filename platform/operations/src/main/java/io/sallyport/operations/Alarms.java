package io.sallyport.operations;

import io.sallyport.audit.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The alarms of the appliance, in the states of ISA-18.2. A service of the platform; thread-safe. What a person does is recorded in the audit
 * log before it is visible. Every method refuses with SP-WORK-0001 when the database fails; every action with SP-ALARM-0001 no such alarm,
 * SP-ALARM-0002 not possible in its state, SP-ALARM-0003 a reason is missing or too long, SP-WORK-0007 it could not be recorded.
 */
@ProviderType
public interface Alarms {
  /** The most urgent first, then the newest. */
  List<StoredAlarm> list(AlarmQuery query);

  /** @param number such as {@code AL-000001} */
  Optional<StoredAlarm> find(String number);

  /**
   * What happened, the newest first.
   *
   * @param number only of this alarm
   * @param max most events, 1 to 10 000
   */
  List<AlarmEvent> history(Optional<String> number, int max);

  /**
   * A person's step.
   *
   * @param seen {@link StoredAlarm#revision} that they saw: if it is another one now, nothing is done
   * @throws io.sallyport.trust.RefusedException as above, and SP-ALARM-0004 it cannot be shelved for that time, SP-ALARM-0006 it changed since
   *     it was seen
   */
  StoredAlarm step(String number, AlarmStep step, Optional<String> seen, Actor by);

  /** As {@link #step}, whatever the person saw. */
  default StoredAlarm acknowledge(String number, Actor by) {
    return step(number, new AlarmStep.Acknowledge(Optional.empty()), Optional.empty(), by);
  }

  /** As {@link #step}, whatever the person saw. */
  default StoredAlarm shelve(String number, Duration time, String reason, Actor by) {
    return step(number, new AlarmStep.Shelve(time, reason), Optional.empty(), by);
  }

  /** As {@link #step}, whatever the person saw. */
  default StoredAlarm unshelve(String number, Actor by) {
    return step(number, new AlarmStep.Unshelve(), Optional.empty(), by);
  }

  /** As {@link #step}, whatever the person saw. */
  default StoredAlarm disable(String number, String reason, Actor by) {
    return step(number, new AlarmStep.Disable(reason), Optional.empty(), by);
  }

  /** As {@link #step}, whatever the person saw. */
  default StoredAlarm enable(String number, Actor by) {
    return step(number, new AlarmStep.Enable(), Optional.empty(), by);
  }

  AlarmFigures figures();
}
