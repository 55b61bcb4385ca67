package io.sallyport.provision.internal.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Traffic;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.trust.site.TrafficMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two versions of a model in the router. */
class CandidateRoutingTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private final RouterImpl router = new RouterImpl();

  @Test
  void theKeyChoosesAndTheNameAloneMeansTheActiveVersion() {
    Slot active = slot("1.0.0");
    Slot candidate = slot("1.1.0");
    router.promote(List.of(active), List.of());
    assertEquals(Optional.empty(), router.traffic("m"));
    router.accompany(candidate, canary(candidate, 0, "R-1"));
    assertEquals("1.0.0", version(router.lease("m")));
    assertEquals("1.1.0", version(router.lease("m", "R-1")));
    assertEquals("1.0.0", version(router.lease("m", "R-2")));
    assertEquals(Set.of("R-1"), router.traffic("m").orElseThrow().assets());
    assertEquals(List.of(active.version()), router.active());

    router.redirect(Map.of("m", Route.NOWHERE.with(active).with(candidate, new Traffic(candidate.version(), TrafficMode.SHADOW, 0, Set.of()))));
    assertEquals("1.0.0", version(router.lease("m", "R-1")));
    assertEquals("1.1.0", version(router.leaseVersion("m", "1.1.0")));
    assertTrue(router.leaseVersion("m", "1.2.0").isEmpty());
    assertTrue(router.leaseVersion("n", "1.0.0").isEmpty());

    router.demote(candidate);
    assertEquals(Optional.empty(), router.traffic("m"));
    assertTrue(router.leaseVersion("m", "1.1.0").isEmpty());
    router.demote(candidate);
    assertEquals("1.0.0", version(router.lease("m", "R-1")));
  }

  @Test
  void whatComesInPlaceOfTheActiveVersionLeavesTheCandidateAndTheOtherWayRound() {
    Slot candidate = slot("1.1.0");
    router.promote(List.of(slot("1.0.0")), List.of());
    router.accompany(candidate, canary(candidate, 0, "R-1"));
    router.promote(List.of(slot("2.0.0")), List.of());
    assertEquals("2.0.0", version(router.lease("m", "R-2")));
    assertEquals("1.1.0", version(router.lease("m", "R-1")));
    router.demote(router.route("m").active().orElseThrow());
    assertEquals("1.1.0", version(router.lease("m", "R-1")));
    assertTrue(router.lease("m", "R-2").isEmpty(), "a canary answers its share, and no more because the active version is away");
    assertThrows(IllegalArgumentException.class, () -> new Route(Optional.empty(), Optional.of(candidate), Optional.empty()));
  }

  /** Callers call while the candidate comes, its share grows, it is promoted and a next one comes: no call is turned away or inside a drained version. */
  @Test
  void noCallFailsWhileTrafficChanges() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong failures = new AtomicLong();
    Set<PackageVersion> retired = ConcurrentHashMap.newKeySet();
    Slot active = slot("0.0.0");
    router.promote(List.of(active), List.of());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<Long>> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String asset = "R-" + i;
      callers.add(pool.submit(() -> {
        long calls = 0;
        while (!stop.get()) {
          try (Lease lease = router.lease("m", asset + calls % 50).orElse(null)) {
            failures.addAndGet(lease == null || retired.contains(lease.version()) ? 1 : 0);
          }
          calls++;
        }
        return calls;
      }));
    }
    for (int round = 1; round <= 100; round++) {
      Slot next = slot(round + ".0.0");
      for (int percent : List.of(10, 50, 90)) {
        router.redirect(Map.of("m", Route.NOWHERE.with(active).with(next, canary(next, percent))));
      }
      Slot leaves = round % 3 == 0 ? next : active;
      active = round % 3 == 0 ? active : next;
      router.redirect(Map.of("m", Route.NOWHERE.with(active)));
      leaves.close();
      assertTrue(leaves.awaitDrained(SOON), "drained");
      retired.add(leaves.version());
    }
    stop.set(true);
    long calls = 0;
    for (Future<Long> caller : callers) {
      calls += caller.get(20, TimeUnit.SECONDS);
    }
    pool.shutdown();
    assertTrue(calls > 0, "nobody called");
    assertEquals(0, failures.get());
  }

  private static Traffic canary(Slot candidate, int percent, String... assets) {
    return new Traffic(candidate.version(), TrafficMode.CANARY, percent, Set.of(assets));
  }

  private static String version(Optional<Lease> lease) {
    try (Lease held = lease.orElseThrow()) {
      return held.version().version();
    }
  }

  private static Slot slot(String version) {
    return new Slot(new PackageVersion("m", PackageKind.MODEL, version, "0".repeat(64)), List.of());
  }
}
