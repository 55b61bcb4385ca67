package io.sallyport.inference.internal;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/** Keeps one thread from working more than a share of the time, by rests of a millisecond or more. Not thread-safe. */
final class Pace {
  private static final int HUNDRED = 100;
  private static final long SHORTEST_REST = 1_000_000;

  private final IntSupplier percent;
  private long debt;

  /** @param percent of the time that may be worked, 1 to 100, as it is at the moment */
  Pace(IntSupplier percent) {
    this.percent = percent;
  }

  /** Rests, if enough rest is due after so many more nanoseconds of work. */
  void worked(long nanos) {
    int share = percent.getAsInt();
    debt += nanos * (HUNDRED - share) / share;
    if (debt >= SHORTEST_REST) {
      long began = System.nanoTime();
      LockSupport.parkNanos(debt);
      debt -= Math.min(debt, System.nanoTime() - began);
    }
  }
}
