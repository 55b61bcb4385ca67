package io.sallyport.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Periodic work that runs when the test moves the clock past the time at which it is due, and at no other time: always in the same order.
 * Thread-safe.
 */
public final class TestScheduler {
  private static final Duration LONGEST_RUN = Await.PATIENCE;

  private final TestPackage own;
  private final TestClock clock;
  private final Findings findings;
  private final PlatformThread thread = new PlatformThread("sallyport-schedules");
  private final List<Schedule> schedules = new ArrayList<>();

  TestScheduler(TestPackage own, TestClock clock, Findings findings) {
    this.own = own;
    this.clock = clock;
    this.findings = findings;
  }

  /** How many schedules are open. */
  public synchronized int open() {
    return schedules.size();
  }

  /** Runs the work every so often, first after one period. @return ends it, and waits for the run under way */
  public AutoCloseable every(Duration period, Runnable work) {
    return every(period, work, own);
  }

  AutoCloseable every(Duration period, Runnable work, TestPackage caller) {
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("a period must be more than zero, got " + period);
    }
    caller.works("scheduled work every " + period);
    Schedule schedule = new Schedule(caller, period, work, clock.instant().plus(period));
    synchronized (this) {
      schedules.add(schedule);
    }
    return schedule;
  }

  /** Moves the clock to that time; what falls due on the way runs at its time, one after the other. */
  void advanceTo(Instant end) {
    for (Optional<Schedule> due = due(end); due.isPresent(); due = due(end)) {
      clock.moveTo(due.get().next);
      due.get().next = due.get().next.plus(due.get().period);
      Schedule running = due.get();
      thread.call("a schedule of " + running.owner, LONGEST_RUN, () -> {
        running.run();
        return null;
      });
    }
    clock.moveTo(end);
  }

  /** Finds what the package left open. */
  void inspect(TestPackage owner) {
    List<Schedule> left;
    synchronized (this) {
      left = schedules.stream().filter(schedule -> schedule.owner == owner).toList();
    }
    for (Schedule schedule : left) {
      findings.add(owner + " left a schedule open, every " + schedule.period);
      schedule.close();
    }
  }

  void close() {
    thread.close();
  }

  private synchronized Optional<Schedule> due(Instant end) {
    return schedules.stream().filter(schedule -> !schedule.next.isAfter(end)).min(Comparator.comparing(schedule -> schedule.next));
  }

  private final class Schedule implements AutoCloseable {
    private final TestPackage owner;
    private final Duration period;
    private final Runnable work;
    private final ReentrantLock running = new ReentrantLock();
    private volatile Instant next;
    private volatile boolean closed;

    Schedule(TestPackage owner, Duration period, Runnable work, Instant next) {
      this.owner = owner;
      this.period = period;
      this.work = work;
      this.next = next;
    }

    void run() {
      running.lock();
      try {
        if (!closed) {
          work.run();
        }
      } catch (RuntimeException | Error e) {
        findings.add(owner + " threw in its schedule, every " + period, e);
      } finally {
        running.unlock();
      }
    }

    @Override
    public void close() {
      closed = true;
      synchronized (TestScheduler.this) {
        schedules.remove(this);
      }
      running.lock(); // the run under way ends first; from within it, at once
      running.unlock();
    }
  }
}
