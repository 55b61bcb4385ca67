package io.sallyport.http.internal;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import io.sallyport.audit.Actor;
import io.sallyport.operations.AlarmEvent;
import io.sallyport.operations.AlarmFigures;
import io.sallyport.operations.AlarmQuery;
import io.sallyport.operations.AlarmState;
import io.sallyport.operations.AlarmStep;
import io.sallyport.operations.Alarms;
import io.sallyport.operations.StoredAlarm;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One unacknowledged alarm that takes whatever step, if what was seen is what is: what is tested here is the wire. The real ones are tested in operations. */
public final class TestAlarms implements Alarms {
  private static final Instant TIME = Instant.parse("2026-11-25T08:00:00Z");
  public final StoredAlarm alarm = new StoredAlarm("AL-000001", "asset-monitoring", Alarm.of("high", "boiler-1", Severity.HIGH, "pressure is above 8 bar", TIME,
      Evidence.ofRule("above 8 bar", "pressure", 8.5, 8, "bar", TIME, TIME)), AlarmState.UNACK, true, Optional.empty(), TIME, Optional.empty(), Optional.empty(), Optional.of(TIME), 1, "asset-monitoring", true);
  public final List<AlarmStep> steps = new ArrayList<>();
  public final List<Actor> actors = new ArrayList<>();
  public volatile AlarmQuery asked;
  /** What the next step is refused with. */
  public volatile Optional<String> refusal = Optional.empty();

  @Override
  public List<StoredAlarm> list(AlarmQuery query) {
    asked = query;
    return query.states().contains(alarm.state()) && query.skip() == 0 ? List.of(alarm, alarm).subList(0, Math.min(2, query.max())) : List.of();
  }

  @Override
  public Optional<StoredAlarm> find(String number) {
    return number.equals(alarm.number()) ? Optional.of(alarm) : Optional.empty();
  }

  @Override
  public List<AlarmEvent> history(Optional<String> number, int max) {
    throw new UnsupportedOperationException();
  }

  @Override
  public StoredAlarm step(String number, AlarmStep step, Optional<String> seen, Actor by) {
    String code = !number.equals(alarm.number()) ? "SP-ALARM-0001" : !seen.equals(Optional.of(alarm.revision())) ? "SP-ALARM-0006" : refusal.orElse("");
    if (!code.isEmpty()) {
      throw new RefusedException(new Refusal(code, "what", "alarm/" + number, "next"));
    }
    steps.add(step);
    actors.add(by);
    return alarm;
  }

  @Override
  public AlarmFigures figures() {
    throw new UnsupportedOperationException();
  }
}
