package io.sallyport.inference.internal;

import java.util.concurrent.locks.LockSupport;

/** Keeps one thread from working more than a share of the time, by rests of a millisecond or more. Not thread-safe. */
final class Pace {
  private static final int HUNDRED = 100;
  private static final long SHORTEST_REST = 1_000_000;

  private final int percent;
  private long debt;

  /** @param percent of the time that may be worked, 1 to 100 */
  Pace(int percent) {
    this.percent = Math.max(1, Math.min(HUNDRED, percent));
  }

  /** Rests, if enough rest is due after so many more nanoseconds of work. */
  void worked(long nanos) {
    debt += nanos * (HUNDRED - percent) / percent;
    if (debt >= SHORTEST_REST) {
      long began = System.nanoTime();
      LockSupport.parkNanos(debt);
      debt -= Math.min(debt, System.nanoTime() - began);
    }
  }
}
