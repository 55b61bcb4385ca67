package io.sallyport.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What time it is on an appliance that nobody outside tells (ADR 0010): its clock's, but never before what was signed already.
 *
 * @param clock what the clock says
 * @param floor the time of the latest signed checkpoint of the audit log
 */
public record TimeReading(Instant clock, Instant floor) {
  /** A clock may be corrected by that much without being called set back. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** The time to go by. */
  public Instant time() {
    return clock.isAfter(floor) ? clock : floor;
  }

  /** SP-TRUST-0076 if the clock was set back, or the floor is too high because the clock was wrong before. Nothing that runs is stopped. */
  public Optional<Refusal> refusal() {
    return clock.plus(TOLERANCE).isBefore(floor)
        ? Optional.of(new Refusal("SP-TRUST-0076", "the clock says " + clock + ", but " + floor + " was signed already", "the clock",
            "set the clock right; if it is right and was wrong before: appliance:time-waiver"))
        : Optional.empty();
  }
}
