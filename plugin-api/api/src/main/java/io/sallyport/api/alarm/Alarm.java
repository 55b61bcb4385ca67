package io.sallyport.api.alarm;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * A condition that holds and that an operator must answer. Which package watches it the platform knows.
 *
 * @param condition names it for ever, within the package: the same condition of the same asset has the same name after a restart and in
 *     the next version, such as {@code boiler-1/pressure/high}; at most 256 characters
 * @param asset at most 256 characters
 * @param priority how urgent the operator's answer is
 * @param message one line for the operator, at most 512 characters
 * @param from source time at which it began to hold
 * @param latching whether it stays in sight, once it no longer holds, until somebody acknowledges it; otherwise it goes by itself
 * @param suppressed why, by design, it means nothing to an operator for now, such as low pressure of a pump that is switched off: it is then
 *     neither annunciated nor counted; empty if it does mean something; at most 512 characters
 * @param evidence what was seen and which limit it passed
 */
public record Alarm(String condition, String asset, Severity priority, String message, Instant from, boolean latching, Optional<String> suppressed,
    Evidence evidence) {
  /** One that stays in sight until it is acknowledged, and is not suppressed. */
  public static Alarm of(String condition, String asset, Severity priority, String message, Instant from, Evidence evidence) {
    return new Alarm(condition, asset, priority, message, from, true, Optional.empty(), evidence);
  }

  /** The same condition with what is known by now. */
  public Alarm with(Severity changed, String words, Evidence newest) {
    return new Alarm(condition, asset, changed, words, from, latching, suppressed, newest);
  }

  /** The same, suppressed by design for that reason, or no longer. */
  public Alarm suppressed(Optional<String> reason) {
    return new Alarm(condition, asset, priority, message, from, latching, reason, evidence);
  }
}
