package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.signal.Subscription;
import io.sallyport.testkit.example.Examples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each promise of a plugin: one that keeps it passes, one that breaks it is found. */
class PromisesTest {
  private final TestPlatform platform = TestPlatform.create("example", "1.0.0");
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void end() {
    over.countDown();
    platform.close();
  }

  @Test
  void aPluginThatKeepsThemAllPasses() {
    AtomicReference<Thread> own = new AtomicReference<>();
    AtomicReference<Subscription> consumer = new AtomicReference<>();
    AtomicReference<Schedule> schedule = new AtomicReference<>();
    Stub stub = Stub.starting(() -> {
      own.set(new Thread(() -> await(over), "example-worker"));
      own.get().start();
      consumer.set(consume("*", batch -> {}));
      schedule.set(platform.scheduler().every(Duration.ofSeconds(1), () -> {}));
    });
    stub.onStop = () -> {
      if (own.get() != null) {
        over.countDown();
        join(own.get());
        consumer.get().close();
        schedule.get().close();
      }
    };
    platform.start(stub);
    platform.advance(Duration.ofSeconds(3));
    platform.close();
  }

  @Test
  void aThreadIsLeft() {
    platform.start(Stub.starting(() -> new Thread(() -> await(over), "example-worker").start()));
    String message = broken();
    assertTrue(message.contains("example 1.0.0 left a thread: 'example-worker'"), message);
    assertTrue(message.contains("CountDownLatch.await"), "it says where the thread is: " + message);
  }

  @Test
  void aTimerIsLeft() {
    AtomicReference<Timer> timer = new AtomicReference<>();
    platform.start(Stub.starting(() -> timer.set(new Timer("example-timer", true))));
    String message = broken();
    timer.get().cancel();
    assertTrue(message.contains("left a thread: 'example-timer' (daemon)"), message);
  }

  @Test
  void threadsThatTheTestAllowsAreItsOwnAffair() {
    Thread server = new Thread(() -> await(over), "server-7");
    server.start();
    platform.allowThreads("server-\\d").close();
  }

  @Test
  void aConsumerIsLeft() {
    platform.start(Stub.starting(() -> consume("pump-1", batch -> {})));
    assertTrue(broken().contains("example 1.0.0 left a subscription open: pump-1/*"));
  }

  @Test
  void aScheduleIsLeft() {
    platform.start(Stub.starting(() -> platform.scheduler().every(Duration.ofSeconds(5), () -> {})));
    assertTrue(broken().contains("example 1.0.0 left a schedule open, every PT5S"));
  }

  @Test
  void aServiceIsLeft() {
    platform.start(Stub.starting(() -> platform.context().registerService(Runnable.class, () -> {}, null)));
    assertTrue(broken().contains("left a service registered: [java.lang.Runnable]"));
  }

  @Test
  void healthBlocks() {
    Stub stub = new Stub();
    stub.onHealth = () -> await(over);
    TestPlugin plugin = platform.start(stub);
    AssertionError error = assertThrows(AssertionError.class, plugin::health);
    assertTrue(error.getMessage().startsWith("example 1.0.0.health() has not returned within 1000 ms: 'sallyport-lifecycle'"), error.getMessage());
  }

  @Test
  void startBlocks() {
    TestPlugin plugin = platform.plugin(Stub.starting(() -> await(over))).prepare().provePassing();
    AssertionError error = assertThrows(AssertionError.class, plugin::start);
    assertTrue(error.getMessage().contains(".start() has not returned within 5000 ms"), error.getMessage());
  }

  @Test
  void stopFailsAndIsFoundWhenThePlatformCloses() {
    platform.start(Stub.stopping(() -> {
      throw new IllegalStateException("cannot stop");
    }));
    String message = broken();
    assertTrue(message.contains("example 1.0.0 failed in stop(): java.lang.IllegalStateException: cannot stop"), message);
  }

  @Test
  void itWorksBeforeItIsStarted() {
    Stub stub = new Stub();
    stub.onPrepare = () -> platform.signals().accept(batch());
    platform.plugin(stub).prepare();
    assertTrue(broken().contains("example 1.0.0 delivered samples of pump-1/pressure [bar] while it was not started"));
  }

  @Test
  void itWorksAfterItWasStopped() {
    TestPlugin plugin = platform.start(new Stub());
    platform.signals().accept(batch());
    platform.insights().raise(Examples.insight());
    plugin.stop();
    assertEquals(List.of(), platform.findings().take(), "while started it may");
    platform.signals().accept(batch());
    platform.insights().raise(Examples.insight());
    platform.workOrders().propose(Examples.proposal("key"));
    assertEquals(3, platform.findings().take().size());
  }

  @Test
  void itAsksAModelAfterItWasStoppedButMayDoSoInItsChecks() {
    TestPlugin plugin = platform.plugin(new Stub()).prepare();
    platform.inference().describe("any");
    plugin.provePassing().start().stop();
    assertEquals(List.of(), platform.findings().take());
    platform.inference().describe("any");
    assertEquals(List.of("example 1.0.0 asked for the model any after it was stopped"), platform.findings().take());
    plugin.start();
    platform.inference().describe("any");
    assertEquals(List.of(), platform.findings().take(), "started again it may");
  }

  @Test
  void itThrowsInAccept() {
    AtomicReference<Subscription> consumer = new AtomicReference<>();
    Stub stub = Stub.starting(() -> consumer.set(consume("*", batch -> {
      throw new IllegalArgumentException("value " + batch.value(0));
    })));
    stub.onStop = () -> consumer.get().close();
    platform.start(stub);
    platform.signals().send(batch());
    assertEquals(1, platform.signals().consumers().get(0).failed());
    String message = broken();
    assertTrue(message.contains("example 1.0.0 threw in accept(pump-1/pressure [bar], 1 samples): java.lang.IllegalArgumentException: value 1.0"), message);
  }

  @Test
  void itThrowsInItsScheduleWhichGoesOn() {
    List<Integer> runs = new ArrayList<>();
    platform.start(Stub.starting(() -> {
      Schedule[] schedule = new Schedule[1];
      schedule[0] = platform.scheduler().every(Duration.ofSeconds(1), () -> {
        runs.add(runs.size());
        if (runs.size() == 3) {
          schedule[0].close();
        }
        throw new IllegalStateException("run " + runs.size());
      });
    }));
    platform.advance(Duration.ofSeconds(10));
    assertEquals(3, runs.size());
    assertEquals(3, platform.findings().take().size());
  }

  @Test
  void aConsumerSaysNoAsset() {
    assertThrows(IllegalArgumentException.class, () -> platform.signals().subscribe(" ", Set.of(), batch -> {}));
  }

  @Test
  void itsCheckFails() {
    Stub stub = new Stub();
    stub.checks = List.of(new CheckResult("limit", false, "-1", "more than 0"));
    AssertionError error = assertThrows(AssertionError.class, () -> platform.start(stub));
    assertTrue(error.getMessage().contains("failed its own checks"), error.getMessage());
  }

  @Test
  void theOrderOfStepsIsThePlatforms() {
    TestPlugin plugin = platform.plugin(new Stub());
    assertThrows(IllegalStateException.class, plugin::start);
    assertThrows(IllegalStateException.class, plugin::prove);
    plugin.prepare();
    assertThrows(IllegalStateException.class, plugin::prepare);
    plugin.provePassing().start().stop().start().stop();
    assertEquals(Health.Status.OK, plugin.health().status());
  }

  @Test
  void everyStepComesFromTheSameThreadOfThePlatform() {
    List<Thread> threads = new ArrayList<>();
    Stub stub = new Stub();
    stub.onPrepare = stub.onStart = stub.onStop = stub.onHealth = () -> threads.add(Thread.currentThread());
    TestPlugin plugin = platform.start(stub);
    plugin.health();
    plugin.stop();
    assertEquals(1, threads.stream().distinct().count());
    assertFalse(threads.contains(Thread.currentThread()));
  }

  @Test
  void aPluginThatWasNeverStartedIsStoppedToo() {
    List<String> steps = new ArrayList<>();
    platform.plugin(Stub.stopping(() -> steps.add("stop"))).prepare();
    platform.close();
    assertEquals(List.of("stop"), steps);
  }

  private String broken() {
    return assertThrows(AssertionError.class, platform::close).getMessage();
  }

  @Test
  void aSubscriptionIsLeft() {
    TestPlugin plugin = platform.start(Stub.starting(() -> platform.signals().subscribe("pump-1", Set.of(), batch -> {})));
    plugin.stop();
    assertEquals(List.of("example 1.0.0 left a subscription open: pump-1/*"), platform.findings().take(), "found when it is stopped");
  }

  @Test
  void itSubscribesBeforeItIsStarted() {
    Stub stub = new Stub();
    stub.onPrepare = () -> platform.signals().subscribe("pump-1", Set.of(), batch -> {}).close();
    platform.plugin(stub).prepare();
    assertEquals(List.of("example 1.0.0 subscribed to pump-1 while it was not started"), platform.findings().take());
  }

  private Subscription consume(String asset, SignalConsumer consumer) {
    return platform.signals().subscribe(asset, Set.of(), consumer);
  }

  private static SignalBatch batch() {
    return new SignalBatch(new SignalId("pump-1", "pressure", "bar"), new long[] {1}, new double[] {1}, new byte[1]);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
