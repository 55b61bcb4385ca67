package com.acme.limits;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A stretch of time in which a signal was where it may not be, as known so far.
 *
 * @param unit of what was found and of the limit, UCUM
 * @param from source time at which it began
 * @param until source time at which it ended, empty while it lasts
 * @param worst the gravest finding
 */
record Episode(UUID id, Subject subject, String unit, Instant from, Optional<Instant> until, Verdict worst) {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  static long nanos(Instant time) {
    return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
  }

  Episode with(Verdict found) {
    return new Episode(id, subject, unit, from, until, found);
  }

  /** @param at not before the beginning, else taken as the beginning */
  Episode ended(Instant at) {
    return new Episode(id, subject, unit, from, Optional.of(at.isBefore(from) ? from : at), worst);
  }

  /** Ends it as of the last finding: nobody watches any longer. */
  Episode ended() {
    return ended(instant(worst.to()));
  }
}
