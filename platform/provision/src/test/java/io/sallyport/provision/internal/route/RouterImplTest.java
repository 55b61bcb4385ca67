package io.sallyport.provision.internal.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.site.PackageKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RouterImplTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @Test
  void leasesOnlyWhatWasPromoted() {
    RouterImpl router = new RouterImpl();
    assertTrue(router.lease("model").isEmpty());
    router.promote(List.of(slot(1), new Slot(version("other", 1), List.of())), List.of());
    try (Lease lease = router.lease("model").orElseThrow()) {
      assertEquals("1.0.0", lease.version().version());
    }
    router.promote(List.of(slot(2)), List.of("other"));
    assertEquals(List.of(version("model", 2)), router.active());
    assertTrue(router.lease("other").isEmpty());
  }

  /** Its bundle was stopped by hand while a swap went back to what had been before. */
  @Test
  void aVersionThatWasLostNeitherComesBackNorHoldsItsCallers() {
    RouterImpl router = new RouterImpl();
    Slot lost = slot(1);
    router.promote(List.of(lost), List.of());
    Route former = router.route("model");
    lost.close();
    assertTrue(router.lease("model").isEmpty(), "closed, and nothing in its place");
    assertTrue(router.slot(lost.version()).isEmpty());
    router.demote(lost);
    router.redirect(Map.of("model", former));
    assertEquals(Route.NOWHERE, router.route("model"));
    router.promote(List.of(slot(1)), List.of());
    assertTrue(router.lease("model").isPresent());
  }

  @Test
  void drainsExactlyAndOnlyOnceClosed() {
    Slot slot = slot(1);
    Lease first = slot.enter();
    Lease second = slot.enter();
    assertFalse(slot.awaitDrained(Duration.ZERO));
    slot.close();
    assertNull(slot.enter());
    first.close();
    first.close();
    assertFalse(slot.awaitDrained(Duration.ZERO), "closing a lease twice counts once");
    assertEquals(1, slot.open());
    second.close();
    assertTrue(slot.awaitDrained(Duration.ZERO));
    slot.reopen();
    slot.enter().close();
    assertFalse(slot.awaitDrained(Duration.ZERO));
    slot.close();
    assertTrue(slot.awaitDrained(Duration.ZERO));
  }

  /** Many threads call while versions are swapped: every call gets a lease, and none is inside a version that was drained. */
  @Test
  void noCallFailsAndNoneIsInsideADrainedVersion() throws Exception {
    RouterImpl router = new RouterImpl();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong failures = new AtomicLong();
    AtomicLong insideDrained = new AtomicLong();
    var retired = ConcurrentHashMap.<PackageVersion>newKeySet();
    Slot current = slot(0);
    router.promote(List.of(current), List.of());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<Long>> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(pool.submit(() -> {
        long calls = 0;
        while (!stop.get()) {
          var lease = router.lease("model");
          if (lease.isEmpty()) {
            failures.incrementAndGet();
            continue;
          }
          if (retired.contains(lease.get().version())) {
            insideDrained.incrementAndGet();
          }
          lease.get().close();
          calls++;
        }
        return calls;
      }));
    }
    for (int generation = 1; generation <= 200; generation++) {
      Slot next = slot(generation);
      router.promote(List.of(next), List.of());
      current.close();
      assertTrue(current.awaitDrained(SOON), "drained");
      retired.add(current.version());
      current = next;
    }
    stop.set(true);
    long calls = 0;
    for (Future<Long> caller : callers) {
      calls += caller.get(20, TimeUnit.SECONDS);
    }
    assertTrue(calls > 0, "nobody called");
    pool.shutdown();
    assertEquals(0, failures.get());
    assertEquals(0, insideDrained.get());
  }

  /** Entering and closing meet at one moment, again and again: either the lease was given and is waited for, or it was not given. */
  @Test
  void enterAndCloseAtTheSameMoment() throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    for (int round = 0; round < 1000; round++) {
      Slot slot = slot(round);
      AtomicBoolean drained = new AtomicBoolean();
      Future<Boolean> enterer = pool.submit(() -> {
        barrier.await(20, TimeUnit.SECONDS);
        Lease lease = slot.enter();
        boolean bad = lease != null && drained.get();
        if (lease != null) {
          lease.close();
        }
        return bad;
      });
      barrier.await(20, TimeUnit.SECONDS);
      slot.close();
      assertTrue(slot.awaitDrained(SOON));
      drained.set(true);
      assertFalse(enterer.get(20, TimeUnit.SECONDS), "a lease was open after the drain");
      assertNull(slot.enter());
    }
    pool.shutdown();
  }

  private static Slot slot(int major) {
    return new Slot(version("model", major), List.of());
  }

  private static PackageVersion version(String name, int major) {
    return new PackageVersion(name, PackageKind.MODEL, major + ".0.0", "0".repeat(64));
  }
}
