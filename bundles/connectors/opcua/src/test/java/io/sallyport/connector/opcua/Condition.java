package io.sallyport.connector.opcua;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** Waits for conditions. */
final class Condition {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Condition() {}

  /** Fails with the state that {@code describe} shows if the condition does not come true. */
  static void await(String what, BooleanSupplier condition, Supplier<?> describe) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        Assertions.fail("waited " + PATIENCE.toSeconds() + " s for: " + what + "; now: " + describe.get());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
