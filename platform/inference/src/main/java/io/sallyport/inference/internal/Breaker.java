package io.sallyport.inference.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Keeps calls from a version that failed several times in a row: for a while all are refused, then one at a time may try, and the first
 * that succeeds lets all in again; each that fails doubles the while. Thread-safe; as long as all is well, a call costs two reads.
 */
final class Breaker {
  static final int FAILURES = 5;
  static final Duration FIRST = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** What has become of a call's outcome. */
  enum Change { NONE, OPENED, CLOSED }

  /** @param probe the thread of the call that tries, on which it also ends; null while none does */
  private record Open(long until, Duration length, Thread probe) {
    boolean isMine() {
      return probe == Thread.currentThread();
    }
  }

  private final LongSupplier clock;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicReference<Open> open = new AtomicReference<>();

  /** @param clock nanoseconds, such as {@link System#nanoTime()} */
  Breaker(LongSupplier clock) {
    this.clock = clock;
  }

  /** Empty if a call may begin, which must end in one of the three methods below; otherwise, for how long not. */
  Optional<Duration> refuses() {
    Open now = open.get();
    if (now == null) {
      return Optional.empty();
    }
    long left = now.until - clock.getAsLong();
    if (left > 0) {
      return Optional.of(Duration.ofNanos(left));
    }
    boolean mine = now.probe == null && open.compareAndSet(now, new Open(now.until, now.length, Thread.currentThread()));
    return mine ? Optional.empty() : Optional.of(Duration.ZERO);
  }

  Change succeeded() {
    if (failures.get() != 0) {
      failures.set(0);
    }
    Open now = open.get();
    return now != null && open.compareAndSet(now, null) ? Change.CLOSED : Change.NONE;
  }

  Change failed() {
    int count = failures.incrementAndGet();
    Open now = open.get();
    if (now == null) {
      return count >= FAILURES && open.compareAndSet(null, opened(FIRST)) ? Change.OPENED : Change.NONE;
    }
    if (now.isMine()) { // what began before the suspension does not lengthen it
      Duration twice = now.length.multipliedBy(2);
      open.compareAndSet(now, opened(twice.compareTo(LONGEST) < 0 ? twice : LONGEST));
    }
    return Change.NONE;
  }

  /** The call ended for reasons of its own. */
  void undecided() {
    Open now = open.get();
    if (now != null && now.isMine()) {
      open.compareAndSet(now, new Open(now.until, now.length, null));
    }
  }

  private Open opened(Duration length) {
    return new Open(clock.getAsLong() + length.toNanos(), length, null);
  }

  /** Whether calls are kept from it, or one tries. */
  boolean isOpen() {
    return open.get() != null;
  }
}
