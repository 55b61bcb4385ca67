package io.sallyport.operations.internal.store;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Instant;

/** Times as the database keeps them: nanoseconds since 1970-01-01T00:00Z, exact from 1677 to 2262. */
final class Times {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Times() {}

  /** @throws RefusedException SP-WORK-0002 if it is beyond what can be kept */
  static long nanos(Instant time) {
    try {
      return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS_PER_SECOND), time.getNano());
    } catch (ArithmeticException e) {
      throw new RefusedException(new Refusal("SP-WORK-0002", "the time " + time + " is not between 1677 and 2262", "source time",
          "check the clock of the source"), e);
    }
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }
}
