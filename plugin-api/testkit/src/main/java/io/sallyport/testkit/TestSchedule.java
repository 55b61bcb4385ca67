package io.sallyport.testkit;

import io.sallyport.api.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** One plugin's periodic work by the test's clock. Thread-safe. */
final class TestSchedule implements Schedule {
  /** As on the appliance: then the run is interrupted, and after as long again given up. */
  private static final long PATIENCE_SECONDS = 2;

  private final TestPackage owner;
  private final ClassLoader loader;
  private final Duration period;
  private final Runnable work;
  private final Findings findings;
  private final Consumer<Schedule> ended;
  private final AtomicLong failures = new AtomicLong();
  private final ReentrantLock running = new ReentrantLock();
  private volatile Thread runner;
  private volatile Instant next;
  private volatile boolean closed;

  /** @param loader context class loader of the runs */
  TestSchedule(TestPackage owner, ClassLoader loader, Duration period, Runnable work, Instant first, Findings findings, Consumer<Schedule> ended) {
    this.owner = owner;
    this.loader = loader;
    this.period = period;
    this.work = work;
    this.next = first;
    this.findings = findings;
    this.ended = ended;
  }

  /** When it is due. */
  Instant next() {
    return next;
  }

  /** Runs it, and returns when the run has ended; beginnings that fell into the run are left out. */
  void run(PlatformThread thread, TestClock clock) {
    thread.call("periodic work of " + owner, Await.PATIENCE, () -> {
      runOnce();
      return null;
    });
    long late = Duration.between(next, clock.instant()).dividedBy(period);
    next = next.plus(period.multipliedBy(late + 1));
  }

  @Override
  public long failures() {
    return failures.get();
  }

  @Override
  public void close() {
    closed = true;
    ended.accept(this);
    if (!ends()) {
      Thread stuck = runner;
      if (stuck != null) {
        stuck.interrupt();
      }
      if (!ends()) {
        findings.add(owner + " has periodic work that does not end, although it was interrupted");
      }
    }
  }

  private void runOnce() {
    running.lock();
    runner = Thread.currentThread();
    ClassLoader before = runner.getContextClassLoader();
    runner.setContextClassLoader(loader);
    try {
      if (!closed) {
        work.run();
      }
    } catch (RuntimeException | Error e) {
      failures.incrementAndGet();
    } finally {
      runner.setContextClassLoader(before);
      runner = null;
      running.unlock();
    }
  }

  /** Waits for the run under way; from within it, not at all. */
  private boolean ends() {
    try {
      if (running.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        running.unlock();
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
