package io.sallyport.operations.internal.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.signal.Subscription;
import io.sallyport.operations.ConsumerStatus;
import io.sallyport.operations.internal.testing.Await;
import io.sallyport.operations.internal.testing.Bundles;
import io.sallyport.operations.internal.testing.SwitchableRouter;
import io.sallyport.trust.RefusedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class SignalFlowTest {
  private final SwitchableRouter router = new SwitchableRouter();
  private final Bundle bundle = Bundles.of("io.sallyport.capability.test", Map.of());
  private final ConsumerLane.Provider provider = new BundleProvider(bundle, router);
  private final SignalFlow flow = new SignalFlow(new SignalRegistry(() -> 10), System::nanoTime);

  @AfterEach
  void close() {
    flow.close();
  }

  @Test
  void deliversWhatTheFilterAcceptsAndNothingElse() throws InterruptedException {
    BlockingQueue<SignalBatch> got = new LinkedBlockingQueue<>();
    router.promote(bundle);
    add("c", got::add, 8, "radiator-1", "V1", "V2");
    flow.accept(batch("pump-1", "V1", 1));
    flow.accept(batch("radiator-1", "V3", 2));
    flow.accept(batch("radiator-1", "V2", 3));
    assertEquals(3, got.poll(10, TimeUnit.SECONDS).nanos(0));
    Await.until("counted", () -> flow.consumers().get(0).delivered() == 1);
    assertTrue(got.isEmpty());
    assertEquals(3, flow.list().size(), "statistics cover signals without a consumer");
  }

  @Test
  void holdsExactlyOneLeaseDuringTheCall() throws InterruptedException {
    BlockingQueue<Integer> leases = new LinkedBlockingQueue<>();
    router.promote(bundle);
    add("c", batch -> leases.add(router.open.get()), 8, "*");
    flow.accept(batch("radiator-1", "V1", 1));
    assertEquals(1, leases.poll(10, TimeUnit.SECONDS));
    Await.until("lease closed", () -> router.open.get() == 0);
  }

  @Test
  void aVersionThatIsNotActiveGetsNothingAndNothingWaitsForIt() throws InterruptedException {
    BlockingQueue<SignalBatch> got = new LinkedBlockingQueue<>();
    add("c", got::add, 8, "*");
    flow.accept(batch("radiator-1", "V1", 1));
    assertEquals(1, flow.consumers().get(0).withheld());
    assertEquals(0, flow.consumers().get(0).queued());
    router.promote(bundle);
    flow.accept(batch("radiator-1", "V1", 2));
    assertEquals(2, got.poll(10, TimeUnit.SECONDS).nanos(0));
    router.demote(bundle);
    flow.accept(batch("radiator-1", "V1", 3));
    assertEquals(2, flow.consumers().get(0).withheld());
    assertTrue(got.isEmpty());
  }

  @Test
  void whatWaitsWhenTheVersionIsSwitchedAwayIsWithheld() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    router.promote(bundle);
    add("c", batch -> {
      calls.incrementAndGet();
      entered.countDown();
      await(leave);
    }, 8, "*");
    flow.accept(batch("radiator-1", "V1", 1));
    assertTrue(entered.await(10, TimeUnit.SECONDS));
    flow.accept(batch("radiator-1", "V1", 2));
    flow.accept(batch("radiator-1", "V1", 3));
    router.demote(bundle);
    assertEquals(1, router.open.get(), "the call under way keeps its lease");
    leave.countDown();
    Await.until("withheld", () -> flow.consumers().get(0).withheld() == 2);
    assertEquals(1, calls.get());
    assertEquals(0, router.open.get());
  }

  @Test
  void aStuckConsumerLosesItsOldestBatchesAndHarmsNobodyElse() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    BlockingQueue<Long> slow = new LinkedBlockingQueue<>();
    BlockingQueue<Long> quick = new LinkedBlockingQueue<>();
    router.promote(bundle);
    add("slow", batch -> {
      slow.add(batch.nanos(0));
      entered.countDown();
      await(leave);
    }, 3, "*");
    add("quick", batch -> quick.add(batch.nanos(0)), 64, "*");
    flow.accept(batch("radiator-1", "V1", 0));
    assertTrue(entered.await(10, TimeUnit.SECONDS));
    for (long i = 1; i <= 10; i++) {
      flow.accept(batch("radiator-1", "V1", i));
    }
    for (long i = 0; i <= 10; i++) {
      assertEquals(i, quick.poll(10, TimeUnit.SECONDS));
    }
    assertEquals(7, flow.consumers().get(0).dropped());
    assertEquals(7, flow.list().get(0).dropped());
    leave.countDown();
    for (long expected : new long[] {0, 8, 9, 10}) {
      assertEquals(expected, slow.poll(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void callsAConsumerFromOneThreadAtATime() throws InterruptedException {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger calls = new AtomicInteger();
    router.promote(bundle);
    add("c", batch -> {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      calls.incrementAndGet();
      inside.decrementAndGet();
    }, 4_000, "*");
    Thread[] writers = new Thread[4];
    for (int w = 0; w < writers.length; w++) {
      writers[w] = new Thread(() -> {
        for (int i = 0; i < 500; i++) {
          flow.accept(batch("radiator-1", "V1", i));
        }
      });
      writers[w].start();
    }
    for (Thread writer : writers) {
      writer.join();
    }
    Await.until("all delivered", () -> calls.get() == 2_000);
    assertEquals(1, most.get());
  }

  @Test
  void aConsumerThatThrowsIsCountedAndStillServed() throws InterruptedException {
    BlockingQueue<Long> got = new LinkedBlockingQueue<>();
    router.promote(bundle);
    add("c", batch -> {
      got.add(batch.nanos(0));
      if (batch.nanos(0) == 1) {
        throw new AssertionError("on purpose");
      }
    }, 8, "*");
    flow.accept(batch("radiator-1", "V1", 1));
    flow.accept(batch("radiator-1", "V1", 2));
    assertEquals(1, got.poll(10, TimeUnit.SECONDS));
    assertEquals(2, got.poll(10, TimeUnit.SECONDS));
    Await.until("counted", () -> flow.consumers().get(0).delivered() == 1);
    assertEquals(1, flow.consumers().get(0).failed());
    assertEquals(0, router.open.get());
  }

  @Test
  void closingWaitsForTheCallUnderWay() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicBoolean left = new AtomicBoolean();
    router.promote(bundle);
    add("c", batch -> {
      entered.countDown();
      await(leave);
      left.set(true);
    }, 8, "*");
    flow.accept(batch("radiator-1", "V1", 1));
    assertTrue(entered.await(10, TimeUnit.SECONDS));
    Thread closer = new Thread(() -> flow.remove("c"));
    closer.start();
    Await.until("closing", () -> closer.getState() == Thread.State.TIMED_WAITING);
    leave.countDown();
    closer.join();
    assertTrue(left.get());
    assertTrue(flow.consumers().isEmpty());
  }

  @Test
  void isIdleOnceTheDeliveryUnderWayHasEnded() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    router.promote(bundle);
    add("c", batch -> {
      entered.countDown();
      await(leave);
    }, 8, "*");
    assertTrue(flow.awaitIdle(0), "nothing came in");
    flow.accept(batch("radiator-1", "V1", 1));
    assertTrue(entered.await(10, TimeUnit.SECONDS));
    assertFalse(flow.awaitIdle(1_000_000), "the call is under way");
    leave.countDown();
    assertTrue(flow.awaitIdle(10_000_000_000L));
    assertEquals(1, flow.consumers().get(0).delivered());
  }

  @Test
  void refusesOneSignalTooMany() {
    for (int i = 0; i < 10; i++) {
      flow.accept(batch("radiator-1", "V" + i, 1));
    }
    flow.accept(batch("radiator-1", "V3", 2));
    RefusedException refused = assertThrows(RefusedException.class, () -> flow.accept(batch("radiator-1", "V10", 1)));
    assertEquals("SP-SIGNAL-0001", refused.refusal().code());
    assertEquals(10, flow.list().size());
  }

  @Test
  void aFilterTakesOneAssetOrAllAndNamesOrAll() {
    SignalFilter filter = SignalFilter.of("a", Set.of("V1"));
    assertTrue(filter.accepts(new SignalId("a", "V1", "1"), false));
    assertFalse(filter.accepts(new SignalId("a", "V2", "1"), false));
    assertFalse(filter.accepts(new SignalId("b", "V1", "1"), false));
    assertTrue(SignalFilter.of("*", Set.of()).accepts(new SignalId("b", "V2", "1"), false));
    assertThrows(IllegalArgumentException.class, () -> SignalFilter.of(" ", Set.of()));
    assertThrows(IllegalArgumentException.class, () -> SignalFilter.of("a", Set.of("")));
  }

  @Test
  void aBundleThatStopsLeavesNoSubscription() {
    SignalSinkComponent signals = new SignalSinkComponent(router, new Limits(8, 8));
    SignalSourceService source = new SignalSourceService(bundle, signals);
    Subscription one = source.subscribe("a", Set.of(), batch -> {});
    source.subscribe("b", Set.of("V1"), batch -> {});
    assertEquals(List.of("a/*", "b/V1"), signals.consumers().stream().map(ConsumerStatus::wants).toList());
    one.close();
    one.close();
    assertEquals(1, signals.consumers().size());
    source.close();
    assertEquals(List.of(), signals.consumers());
    assertThrows(IllegalStateException.class, () -> source.subscribe("a", Set.of(), batch -> {}));
  }

  @Test
  void otherLimitsHoldAtOnceAndNoSubscriptionIsLost() throws InterruptedException {
    SignalSinkComponent signals = new SignalSinkComponent(router, new Limits(8, 1));
    router.promote(bundle);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    BlockingQueue<SignalBatch> seen = new LinkedBlockingQueue<>();
    new SignalSourceService(bundle, signals).subscribe("a", Set.of(), batch -> {
      busy.countDown();
      await(free);
      seen.add(batch);
    });
    signals.accept(batch("a", "V1", 1));
    await(busy);
    assertEquals("SP-SIGNAL-0001", assertThrows(RefusedException.class, () -> signals.accept(batch("a", "V2", 1))).refusal().code());
    for (int i = 2; i <= 6; i++) {
      signals.accept(batch("a", "V1", i));
    }
    assertEquals(5, signals.consumers().get(0).queued());
    signals.change(new Limits(2, 2));
    signals.accept(batch("a", "V2", 7));
    assertEquals(2, signals.consumers().get(0).queued(), "the oldest were dropped, and counted");
    assertEquals(4, signals.consumers().get(0).dropped());
    free.countDown();
    for (long nanos : new long[] {1, 6, 7}) {
      assertEquals(nanos, seen.poll(10, TimeUnit.SECONDS).nanos(0));
    }
  }

  /** What a site has set. */
  @SuppressWarnings("ClassExplicitlyAnnotation")
  private record Limits(int queue_batches, int signals_max) implements SignalSinkComponent.Config {
    @Override
    public Class<SignalSinkComponent.Config> annotationType() {
      return SignalSinkComponent.Config.class;
    }
  }

  @Test
  void whatLiesAheadIsGivenToWhoNamesItOnly() throws InterruptedException {
    BlockingQueue<SignalBatch> all = new LinkedBlockingQueue<>();
    BlockingQueue<SignalBatch> named = new LinkedBlockingQueue<>();
    router.promote(bundle);
    add("all", all::add, 8, "a");
    add("named", named::add, 8, "a", "V1.forecast");
    flow.accept(batch("a", "V1.forecast", 7).ahead(Instant.EPOCH));
    flow.accept(batch("a", "V1", 1));
    assertEquals("V1", all.poll(10, TimeUnit.SECONDS).signal().name());
    assertEquals(Optional.of(Instant.EPOCH), named.poll(10, TimeUnit.SECONDS).made());
    assertTrue(all.isEmpty() && named.isEmpty());
  }

  private void add(String key, SignalConsumer consumer, int capacity, String asset, String... names) {
    flow.add(key, new ConsumerLane(SignalFilter.of(asset, Set.of(names)), () -> capacity, provider, consumer));
  }

  private static SignalBatch batch(String asset, String name, long nanos) {
    return new SignalBatch(new SignalId(asset, name, "1"), new long[] {nanos}, new double[] {nanos}, new byte[1]);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
