package io.sallyport.inference.internal;

import io.sallyport.inference.Load;
import java.util.concurrent.locks.LockSupport;

/** When a caller of a load makes its calls: at even times, those it is late for at once. For one thread. */
final class CallerPace {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final long interval;
  private long due;

  private CallerPace(long interval, long due) {
    this.interval = interval;
    this.due = due;
  }

  /** The share of one caller; the callers take turns. */
  static CallerPace of(Load load, int caller) {
    if (load.perSecond() == 0) {
      return new CallerPace(0, 0);
    }
    long interval = NANOS_PER_SECOND * load.threads() / load.perSecond();
    return new CallerPace(interval, System.nanoTime() + interval * caller / load.threads());
  }

  /** Until the next call is due, or the thread is interrupted. */
  void await() {
    if (interval == 0) {
      return;
    }
    for (long left = due - System.nanoTime(); left > 0 && !Thread.currentThread().isInterrupted(); left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    due += interval;
  }
}
