package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@SallyportTest
class TestSchedulerTest {
  private final List<String> runs = new ArrayList<>();

  @Test
  void runsAtOnceAndThenEachPeriodInTheOrderOfTime(TestPlatform platform) {
    try (Schedule slow = platform.scheduler().every(Duration.ofSeconds(3), () -> note(platform, "slow"));
        Schedule fast = platform.scheduler().every(Duration.ofSeconds(2), () -> note(platform, "fast"))) {
      assertEquals(List.of(), runs, "nothing by itself");
      platform.advance(Duration.ZERO);
      platform.advance(Duration.ofSeconds(4));
      assertEquals(List.of("slow 0", "fast 0", "fast 2", "slow 3", "fast 4"), runs);
      assertEquals(0, slow.failures() + fast.failures());
      assertEquals(2, platform.scheduler().open());
    }
    assertEquals(0, platform.scheduler().open());
  }

  @Test
  void aPluginsFirstRunHasBeenWhenItIsStarted(TestPlatform platform) {
    Schedule[] schedule = new Schedule[1];
    Stub stub = Stub.starting(() -> schedule[0] = platform.scheduler().every(Duration.ofSeconds(1), () -> note(platform, "run")));
    stub.onStop = () -> schedule[0].close();
    TestPlugin plugin = platform.start(stub);
    assertEquals(List.of("run 0"), runs);
    plugin.stop();
    platform.advance(Duration.ofMinutes(1));
    assertEquals(List.of("run 0"), runs, "nothing after it was closed");
  }

  @Test
  void beginningsThatFallIntoARunAreLeftOut(TestPlatform platform) {
    try (Schedule schedule = platform.scheduler().every(Duration.ofSeconds(1), () -> {
      note(platform, "run");
      if (runs.size() == 1) {
        platform.clock().move(Duration.ofMillis(2_500)); // it takes so long
      }
    })) {
      platform.advance(Duration.ofSeconds(4));
      assertEquals(List.of("run 0", "run 3", "run 4"), runs, schedule.toString());
    }
  }

  @Test
  void closingWaitsForTheRunUnderWayAndFromWithinItDoesNot(TestPlatform platform) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Schedule[] schedule = new Schedule[1];
    schedule[0] = platform.scheduler().every(Duration.ofSeconds(1), () -> {
      entered.countDown();
      await(leave);
      note(platform, "run");
      schedule[0].close();
    });
    Thread mover = new Thread(() -> platform.advance(Duration.ofSeconds(5)));
    mover.start();
    await(entered);
    Thread closer = new Thread(schedule[0]::close);
    closer.start();
    Await.until("closing", () -> closer.getState() == Thread.State.TIMED_WAITING);
    leave.countDown();
    closer.join();
    assertEquals(List.of("run 0"), runs);
    mover.join();
    assertEquals(1, runs.size());
  }

  @Test
  void aRunThatIsStuckIsInterruptedByClosing(TestPlatform platform) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Schedule schedule = platform.scheduler().every(Duration.ofSeconds(1), () -> {
      entered.countDown();
      if (!await(new CountDownLatch(1))) {
        note(platform, "interrupted");
      }
    });
    Thread mover = new Thread(() -> platform.advance(Duration.ZERO));
    mover.start();
    await(entered);
    schedule.close();
    mover.join();
    assertEquals(List.of("interrupted 0"), runs);
  }

  @Test
  void whatItThrowsIsCountedAndFound(TestPlatform platform) {
    try (Schedule schedule = platform.scheduler().every(Duration.ofSeconds(1), () -> {
      throw new IllegalStateException("on purpose");
    })) {
      platform.advance(Duration.ofSeconds(1));
      assertEquals(2, schedule.failures());
    }
    List<String> found = platform.findings().take();
    assertEquals(2, found.size());
    assertTrue(found.get(0).startsWith("plugin 0.0.0 threw in its periodic work, every PT1S: java.lang.IllegalStateException: on purpose"), found.get(0));
  }

  @Test
  void inRealTimeItRunsByItselfAndTheClockCannotBeMoved() {
    try (TestPlatform real = TestPlatform.inRealTime()) {
      CountDownLatch thrice = new CountDownLatch(3);
      try (Schedule schedule = real.scheduler().every(Duration.ofMillis(1), thrice::countDown)) {
        assertTrue(await(thrice));
        assertEquals(1, real.scheduler().open(), schedule.toString());
      }
      assertThrows(IllegalStateException.class, () -> real.advance(Duration.ofSeconds(1)));
      assertTrue(Duration.between(real.clock().instant(), Instant.now()).abs().toMinutes() < 1);
    }
  }

  @Test
  void whatIsLeftOpenInRealTimeIsFoundToo() {
    TestPlatform real = TestPlatform.inRealTime();
    TestPlugin plugin = real.start(Stub.starting(() -> real.scheduler().every(Duration.ofMillis(1), () -> {})));
    plugin.stop();
    assertEquals(1, real.findings().take().size());
    real.close();
  }

  @Test
  void noPeriodIsShorterThanAMillisecond(TestPlatform platform) {
    assertThrows(IllegalArgumentException.class, () -> platform.scheduler().every(Duration.ofNanos(999_999), () -> {}));
  }

  private void note(TestPlatform platform, String what) {
    runs.add(what + " " + Duration.between(TestClock.START, platform.clock().instant()).toSeconds());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
