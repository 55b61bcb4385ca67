package io.sallyport.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The platform's clock: it stands still until the test moves it ({@link TestPlatform#advance}), or shows the machine's time
 * ({@link TestPlatform#inRealTime}). Thread-safe.
 */
public final class TestClock extends Clock {
  /** Where it begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now;
  private final boolean real;
  private final ZoneId zone;

  TestClock(boolean real) {
    this(new AtomicReference<>(START), real, ZoneOffset.UTC);
  }

  private TestClock(AtomicReference<Instant> now, boolean real, ZoneId zone) {
    this.now = now;
    this.real = real;
    this.zone = zone;
  }

  @Override
  public Instant instant() {
    return real ? Instant.now() : now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new TestClock(now, real, other);
  }

  /** The same time as a ticker, in nanoseconds since {@link #START}: for code that measures with one. */
  public LongSupplier ticker() {
    return () -> Duration.between(START, instant()).toNanos();
  }

  /** Whether it is the machine's. */
  boolean isReal() {
    return real;
  }

  /** Moves forward; time never goes back by itself. */
  void moveTo(Instant time) {
    now.accumulateAndGet(time, (a, b) -> a.isAfter(b) ? a : b);
  }

  void move(Duration by) {
    now.updateAndGet(time -> time.plus(by));
  }
}
