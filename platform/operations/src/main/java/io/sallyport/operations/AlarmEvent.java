package io.sallyport.operations;

import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * One step in the life of an alarm.
 *
 * @param number the alarm's
 * @param message as it was then
 * @param priority as it was then
 * @param time by the appliance's clock
 * @param action {@code raise update clear acknowledge shelve unshelve expire disable enable realarm forget}
 * @param by a person, the package, or {@code operations}
 * @param reason what the person gave
 * @param annunciated whether operators were told
 */
public record AlarmEvent(String number, String asset, String message, Severity priority, Instant time, String action, AlarmState from, AlarmState to,
    String by, Optional<String> reason, boolean annunciated) {
}
