package io.sallyport.operations.internal.schedule;

import io.sallyport.api.schedule.Schedule;
import io.sallyport.trust.BackgroundThreads;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One plugin's periodic work on a thread of its own, so that work which is stuck harms only itself. Thread-safe. */
public final class PeriodicWork implements Schedule {
  private static final Logger LOG = LoggerFactory.getLogger(PeriodicWork.class);

  private final String caller;
  private final long period;
  private final Runnable work;
  private final Duration patience;
  private final Consumer<PeriodicWork> ended;
  private final Thread thread;
  private boolean closed;
  private long failures;

  /**
   * @param caller package and version, for the thread's name and the log
   * @param background whether processors do it only when they have nothing better to do
   * @param ended told when no run will begin any more
   */
  public PeriodicWork(String caller, Duration period, Runnable work, boolean background, Duration patience, Consumer<PeriodicWork> ended) {
    this.caller = caller;
    this.period = period.toNanos();
    this.work = work;
    this.patience = patience;
    this.ended = ended;
    this.thread = new Thread(null, this::runAll, "sallyport-plugin " + caller, 0, false);
    thread.setDaemon(true);
    if (background) {
      BackgroundThreads.lowered(thread);
    }
    thread.setContextClassLoader(work.getClass().getClassLoader());
  }

  public void start() {
    thread.start();
  }

  @Override
  public synchronized long failures() {
    return failures;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    ended.accept(this);
    if (thread == Thread.currentThread() || joined()) {
      return;
    }
    thread.interrupt();
    if (!joined()) {
      LOG.warn("SP-PLUGIN-0006: periodic work of {} does not end, although it was interrupted – {} – ask the package's publisher", caller, work);
    }
  }

  /** Whoever closes is not let off by an interrupt: nothing of the plugin may run after its {@code stop()}. */
  private boolean joined() {
    boolean interrupted = false;
    long end = System.nanoTime() + patience.toNanos();
    for (long left = patience.toMillis(); left > 0 && thread.isAlive(); left = (end - System.nanoTime()) / 1_000_000) {
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  private void runAll() {
    long next = System.nanoTime();
    while (awaitTime(next)) {
      runOnce();
      long late = System.nanoTime() - next;
      next += (late / period + 1) * period;
    }
  }

  /** @return false if it was closed meanwhile */
  private synchronized boolean awaitTime(long time) {
    for (long left = time - System.nanoTime(); !closed && left > 0; left = time - System.nanoTime()) {
      try {
        wait(left / 1_000_000, (int) (left % 1_000_000));
      } catch (InterruptedException e) {
        LOG.debug("interrupt of {} ignored: only close() ends it", caller);
      }
    }
    return !closed;
  }

  private void runOnce() {
    try {
      work.run();
    } catch (Throwable t) { // whatever a plugin throws: the next run comes
      report(t);
    } finally {
      Thread.interrupted(); // an interrupt was about this run
    }
  }

  private void report(Throwable thrown) {
    long before;
    synchronized (this) {
      before = failures++;
    }
    if (Long.bitCount(before) <= 1) { // the first, second, third, fifth, ninth …: never a flood
      LOG.error("periodic work of {} failed ({} times before)", caller, before, thrown);
    }
  }
}
