package io.sallyport.operations.internal.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.schedule.Schedule;
import io.sallyport.operations.internal.testing.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerServiceTest {
  private static final Duration SOON = Duration.ofMillis(2);

  private final SchedulerService scheduler = new SchedulerService("acme 1.0.0", Duration.ofSeconds(20));

  @AfterEach
  void close() {
    scheduler.close();
  }

  @Test
  void workComesAtOnceAndAgainOnAThreadOfThePackage() {
    AtomicInteger runs = new AtomicInteger();
    AtomicReference<Thread> thread = new AtomicReference<>();
    Schedule rare = scheduler.every(Duration.ofDays(1), () -> thread.set(Thread.currentThread()));
    Schedule often = scheduler.every(SOON, runs::incrementAndGet);
    Await.until("three runs", () -> runs.get() >= 3 && thread.get() != null);
    assertEquals("sallyport-plugin acme 1.0.0", thread.get().getName());
    assertTrue(thread.get().isDaemon());
    rare.close();
    often.close();
    assertFalse(thread.get().isAlive());
    assertEquals(0, often.failures());
  }

  @Test
  void onlyWorkInTheBackgroundHasTheLowestPriority() {
    AtomicInteger usual = new AtomicInteger();
    AtomicInteger background = new AtomicInteger();
    scheduler.every(Duration.ofDays(1), () -> usual.set(Thread.currentThread().getPriority()));
    scheduler.inBackground(Duration.ofDays(1), () -> background.set(Thread.currentThread().getPriority()));
    Await.until("both ran", () -> usual.get() > 0 && background.get() > 0);
    assertEquals(Thread.NORM_PRIORITY, usual.get());
    assertEquals(Thread.MIN_PRIORITY, background.get());
  }

  @Test
  void whatARunThrowsEndsNothing() {
    Schedule failing = scheduler.every(SOON, () -> {
      throw new StackOverflowError("a plugin's");
    });
    Await.until("three failures", () -> failing.failures() >= 3);
  }

  @Test
  void oneRunAtATimeAndBeginningsMeanwhileAreLeftOut() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    long begun = System.nanoTime();
    Schedule slow = scheduler.every(Duration.ofMillis(20), () -> {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      if (runs.incrementAndGet() == 1) {
        Await.until("the first run was held for 200 ms", () -> System.nanoTime() - begun > 200_000_000L);
        first.countDown();
      }
      inside.decrementAndGet();
    });
    first.await();
    Await.until("more runs", () -> runs.get() >= 3);
    slow.close();
    long took = System.nanoTime() - begun;
    assertEquals(1, most.get());
    assertTrue(runs.get() <= took / 20_000_000L - 8, runs + " runs in " + took + " ns: those left out were made up for");
  }

  @Test
  void closingWaitsForTheRunUnderWayAndNoneComesAfterIt() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    Schedule schedule = scheduler.every(SOON, () -> {
      long begin = System.nanoTime();
      inside.countDown();
      Await.until("20 ms", () -> System.nanoTime() - begin > 20_000_000L);
      ended.incrementAndGet();
    });
    inside.await();
    schedule.close();
    int runs = ended.get();
    assertTrue(runs >= 1);
    schedule.close();
    assertEquals(runs, ended.get());
  }

  @Test
  void aRunThatLastsTooLongIsInterrupted() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Schedule stuck = new SchedulerService("acme 1.0.0", SOON).every(SOON, () -> {
      inside.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
    });
    inside.await();
    stuck.close();
    assertTrue(interrupted.await(20, TimeUnit.SECONDS));
  }

  @Test
  void closingFromTheRunItselfDoesNotWait() {
    AtomicReference<Schedule> schedule = new AtomicReference<>();
    AtomicInteger closed = new AtomicInteger();
    schedule.set(scheduler.every(SOON, () -> {
      if (schedule.get() != null) {
        schedule.get().close();
        closed.incrementAndGet();
      }
    }));
    Await.until("closed", () -> closed.get() == 1);
    schedule.get().close();
    assertEquals(1, closed.get());
  }

  @Test
  void aBundleThatStopsLeavesNothingBehindAndBeginsNothingNew() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    scheduler.every(SOON, () -> thread.set(Thread.currentThread()));
    Await.until("a run", () -> thread.get() != null);
    scheduler.close();
    assertFalse(thread.get().isAlive());
    assertThrows(IllegalStateException.class, () -> scheduler.every(SOON, () -> {}));
    assertThrows(IllegalArgumentException.class, () -> scheduler.every(Duration.ZERO, () -> {}));
  }
}
