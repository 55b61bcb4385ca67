package io.sallyport.testkit;

import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Periodic work that runs when it is due by the test's clock, and at no other time: when the clock is moved past it, or once a plugin has
 * started. Always in the same order. Thread-safe.
 */
public final class TestScheduler implements Scheduler {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final TestPackage own;
  private final TestClock clock;
  private final Findings findings;
  private final PlatformThread thread = new PlatformThread("sallyport-schedules");
  private final List<TestSchedule> schedules = new ArrayList<>();

  TestScheduler(TestPackage own, TestClock clock, Findings findings) {
    this.own = own;
    this.clock = clock;
    this.findings = findings;
  }

  /** How many schedules are open. */
  public synchronized int open() {
    return schedules.size();
  }

  @Override
  public Schedule every(Duration period, Runnable work) {
    return every(period, work, own);
  }

  Scheduler scheduler(TestPackage caller) {
    return (period, work) -> every(period, work, caller);
  }

  /** Moves the clock to that time; what is due on the way runs at its time, one after the other. */
  void advanceTo(Instant end) {
    for (Optional<TestSchedule> due = due(end); due.isPresent(); due = due(end)) {
      clock.moveTo(due.get().next());
      due.get().run(thread, clock);
    }
    clock.moveTo(end);
  }

  /** Finds what the package left open. */
  void inspect(TestPackage owner) {
    List<TestSchedule> left;
    synchronized (this) {
      left = schedules.stream().filter(schedule -> schedule.owner() == owner).toList();
    }
    for (TestSchedule schedule : left) {
      findings.add(owner + " left a schedule open, every " + schedule.period());
      schedule.close();
    }
  }

  void close() {
    thread.close();
  }

  private Schedule every(Duration period, Runnable work, TestPackage caller) {
    if (period.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("a period must be " + SHORTEST + " or longer, got " + period);
    }
    caller.works("scheduled work every " + period);
    TestSchedule schedule = new TestSchedule(caller, period, work, clock.instant(), findings, this::remove);
    synchronized (this) {
      schedules.add(schedule);
    }
    return schedule;
  }

  private synchronized void remove(TestSchedule schedule) {
    schedules.remove(schedule);
  }

  private synchronized Optional<TestSchedule> due(Instant end) {
    return schedules.stream().filter(schedule -> !schedule.next().isAfter(end)).min(Comparator.comparing(TestSchedule::next));
  }
}
