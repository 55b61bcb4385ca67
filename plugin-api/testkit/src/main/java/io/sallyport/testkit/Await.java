package io.sallyport.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, never for time. */
public final class Await {
  /** Longest wait. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

  private Await() {}

  /** @throws AssertionError if the condition is not true within {@link #PATIENCE} */
  public static void until(String what, BooleanSupplier condition) {
    until(what, condition, () -> "");
  }

  /**
   * @param now what to say about the state if it does not come true
   * @throws AssertionError if the condition is not true within {@link #PATIENCE}
   */
  public static void until(String what, BooleanSupplier condition, Supplier<?> now) {
    if (!isTrueWithin(PATIENCE, condition)) {
      String state = String.valueOf(now.get());
      throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what + (state.isEmpty() ? "" : "; now: " + state));
    }
  }

  static boolean isTrueWithin(Duration limit, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > limit.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return true;
  }
}
