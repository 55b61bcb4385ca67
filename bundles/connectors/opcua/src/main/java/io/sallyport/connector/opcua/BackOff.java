package io.sallyport.connector.opcua;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits between attempts: doubling from 250 ms to a longest one, ±20 % so that many clients do not come at once. */
final class BackOff {
  private static final long FIRST_MS = 250;
  private static final long SHORTEST_MS = 50;
  private static final int MOST_DOUBLINGS = 16;

  private final Duration longest;
  private int attempts;

  BackOff(Duration longest) {
    this.longest = longest;
  }

  /** The next wait, in milliseconds. */
  long next() {
    long wait = Math.min(longest.toMillis(), FIRST_MS << Math.min(attempts++, MOST_DOUBLINGS));
    return Math.max(SHORTEST_MS, (long) (wait * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
  }

  /** An attempt has succeeded. */
  void reset() {
    attempts = 0;
  }
}
