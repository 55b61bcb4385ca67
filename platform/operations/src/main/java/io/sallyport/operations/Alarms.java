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

  /** From {@code UNACK} to {@code ACKED}, from {@code RTNUN} to {@code NORM}. */
  StoredAlarm acknowledge(String number, Actor by);

  /**
   * Hides it for a time; afterwards it comes back by itself, and is annunciated if its condition holds then.
   *
   * @throws io.sallyport.trust.RefusedException SP-ALARM-0004 the time is not between a minute and the site's longest
   */
  StoredAlarm shelve(String number, Duration time, String reason, Actor by);

  /** Brings it back before its time. */
  StoredAlarm unshelve(String number, Actor by);

  /** Takes it out of service until {@link #enable}. */
  StoredAlarm disable(String number, String reason, Actor by);

  /** Takes it into service again; it is annunciated if its condition holds. */
  StoredAlarm enable(String number, Actor by);

  AlarmFigures figures();
}
