package io.sallyport.testkit;

import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.operations.internal.schedule.PeriodicWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Periodic work that runs when it is due by the test's clock, and at no other time: when the clock is moved past it, or once a plugin has
 * started. Always in the same order. In real time it runs as on the appliance. Thread-safe.
 */
public final class TestScheduler implements Scheduler {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Open(TestPackage owner, Duration period) {}

  private final TestPackage own;
  private final TestClock clock;
  private final Findings findings;
  private final PlatformThread thread = new PlatformThread("sallyport-schedules");
  private final Map<Schedule, Open> schedules = new LinkedHashMap<>();

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
    Map<Schedule, Open> left;
    synchronized (this) {
      left = new LinkedHashMap<>(schedules);
    }
    left.values().removeIf(open -> open.owner() != owner);
    left.forEach((schedule, open) -> {
      findings.add(owner + " left a schedule open, every " + open.period());
      schedule.close();
    });
  }

  void close() {
    thread.close();
  }

  private Schedule every(Duration period, Runnable work, TestPackage caller) {
    if (period.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("a period must be " + SHORTEST + " or longer, got " + period);
    }
    caller.works("scheduled work every " + period);
    Runnable watched = watched(period, work, caller);
    if (!clock.isReal()) {
      return open(new TestSchedule(caller, work.getClass().getClassLoader(), period, watched, clock.instant(), findings, this::remove), caller, period);
    }
    PeriodicWork real = new PeriodicWork(caller.toString(), period, watched, false, PATIENCE, this::remove);
    open(real, caller, period);
    real.start();
    return real;
  }

  private synchronized Schedule open(Schedule schedule, TestPackage caller, Duration period) {
    schedules.put(schedule, new Open(caller, period));
    return schedule;
  }

  /** Shows what a run throws, which the platform only counts and logs. */
  private Runnable watched(Duration period, Runnable work, TestPackage caller) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        findings.add(caller + " threw in its periodic work, every " + period, e);
        throw e;
      }
    };
  }

  private synchronized void remove(Schedule schedule) {
    schedules.remove(schedule);
  }

  private synchronized Optional<TestSchedule> due(Instant end) {
    List<TestSchedule> tested = schedules.keySet().stream().filter(TestSchedule.class::isInstance).map(TestSchedule.class::cast).toList();
    return tested.stream().filter(schedule -> !schedule.next().isAfter(end)).min(Comparator.comparing(TestSchedule::next));
  }
}
