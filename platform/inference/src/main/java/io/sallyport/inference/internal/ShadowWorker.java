package io.sallyport.inference.internal;

import io.sallyport.trust.BackgroundThreads;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The thread that runs copies for a share of one core, and rests while there are none. */
final class ShadowWorker {
  private static final long BUSY_PARK = 1_000_000;
  private static final long IDLE_PARK = 50_000_000;
  private static final long IDLE_AFTER = 1_000_000_000;
  private static final long CLOSE_MILLIS = 10_000;

  private final BooleanSupplier runOne;
  private final Runnable release;
  private final Pace pace;
  private final Thread thread = new BackgroundThreads("inference-shadow").newThread(this::work);
  private volatile boolean closed;

  /**
   * @param runOne false if none waits
   * @param release to be called once none has waited for a second
   */
  ShadowWorker(BooleanSupplier runOne, Runnable release, Pace pace) {
    this.runOne = runOne;
    this.release = release;
    this.pace = pace;
  }

  void start() {
    thread.start();
  }

  private void work() {
    long busy = System.nanoTime();
    boolean released = true;
    while (!closed) {
      long began = System.nanoTime();
      if (runOne.getAsBoolean()) {
        released = false;
        busy = System.nanoTime();
        pace.worked(busy - began);
      } else if (began - busy < IDLE_AFTER) {
        LockSupport.parkNanos(BUSY_PARK);
      } else {
        if (!released) {
          release.run();
          released = true;
        }
        LockSupport.parkNanos(IDLE_PARK);
      }
    }
  }

  /** Waits for the run under way. */
  void close() throws InterruptedException {
    closed = true;
    LockSupport.unpark(thread);
    thread.join(CLOSE_MILLIS);
  }
}
