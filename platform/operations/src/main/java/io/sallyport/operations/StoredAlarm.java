package io.sallyport.operations;

import io.sallyport.api.alarm.Alarm;
import java.time.Instant;
import java.util.Optional;

/**
 * An alarm in its latest state, with what the operators made of it.
 *
 * @param number such as {@code AL-000001}; the same condition keeps it
 * @param capability the package that watches the condition
 * @param alarm as it was last raised
 * @param holds whether the condition holds, as far as is known, whatever the state
 * @param until source time at which it ceased to hold; empty while it holds
 * @param since when it took this state, by the appliance's clock
 * @param shelvedUntil when it comes back by itself, in state {@code SHLVD}
 * @param reason why it is shelved, suppressed or out of service
 * @param annunciated when operators were last told, by the appliance's clock
 * @param annunciations how often they were told
 * @param changedBy who brought it into this state: a person, the package, or {@code operations}
 * @param watched whether its package is active; if it is not, nobody knows whether the condition still holds
 */
public record StoredAlarm(String number, String capability, Alarm alarm, AlarmState state, boolean holds, Optional<Instant> until, Instant since,
    Optional<Instant> shelvedUntil, Optional<String> reason, Optional<Instant> annunciated, long annunciations, String changedBy, boolean watched) {
  /**
   * What an operator who acts on it must have seen: another one as soon as its state or priority is another, or it was annunciated again; the
   * same while only its value moves.
   */
  public String revision() {
    return state + "-" + alarm.priority() + "-" + since + "-" + annunciations;
  }
}
