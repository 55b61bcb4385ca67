package io.sallyport.diode;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Spreads packets over time: at most {@code rate} on average, and never more than 2 ms worth of them at once. Not thread-safe. */
final class Pacer {
  private static final long BURST_NANOS = 2_000_000;
  private static final double NANOS = 1e9;

  private final double nanosPerByte;
  private final LongSupplier ticker;
  private final LongConsumer pause;
  private double due;

  /** @param bytesPerSecond of whole datagrams */
  Pacer(double bytesPerSecond) {
    this(bytesPerSecond, System::nanoTime, LockSupport::parkNanos);
  }

  Pacer(double bytesPerSecond, LongSupplier ticker, LongConsumer pause) {
    this.nanosPerByte = NANOS / bytesPerSecond;
    this.ticker = ticker;
    this.pause = pause;
    this.due = ticker.getAsLong();
  }

  /** Returns when that many bytes may be sent. A pause that lasts longer than asked for is caught up with, up to the burst. */
  void await(int bytes) {
    long now = ticker.getAsLong();
    while (due > now) {
      pause.accept((long) Math.ceil(due - now));
      now = ticker.getAsLong();
    }
    due = Math.max(due, now - BURST_NANOS) + bytes * nanosPerByte;
  }
}
