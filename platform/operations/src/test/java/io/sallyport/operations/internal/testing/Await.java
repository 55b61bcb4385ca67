package io.sallyport.operations.internal.testing;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, not for time. The deadline is for what never comes: a JVM of its own with a database takes its time on a busy machine. */
public final class Await {
  private static final long DEADLINE_NANOS = 60_000_000_000L;

  private Await() {}

  public static void until(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new AssertionError("not within 60 s: " + what);
      }
      LockSupport.parkNanos(500_000);
    }
  }
}
