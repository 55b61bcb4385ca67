package io.sallyport.itests.appliance;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, never for time to pass: asks again every 50 ms until a deadline. */
public final class Await {
  private static final long PAUSE_NANOS = 50_000_000;

  private Await() {}

  /** @throws AssertionError naming {@code what} if the condition does not hold in time */
  public static void until(String what, Duration deadline, BooleanSupplier condition) {
    value(what, deadline, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** The first value that is there. */
  public static <T> T value(String what, Duration deadline, Supplier<Optional<T>> source) {
    return value(() -> what, deadline, source);
  }

  /** The first value that is there; {@code what} is asked only after the deadline. */
  public static <T> T value(Supplier<String> what, Duration deadline, Supplier<Optional<T>> source) {
    long end = System.nanoTime() + deadline.toNanos();
    do {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
    throw new AssertionError("not within " + deadline.toSeconds() + " s: " + what.get());
  }
}
