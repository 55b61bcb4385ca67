package io.sallyport.provision.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.powercut.PowerCutDisk;
import io.sallyport.provision.StepListener;
import io.sallyport.provision.TrafficChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power fails between any two operations that an apply, or a rollback, asks of the disk: the next start ends in the old generation or
 * in the new one, whole, with a journal that is at rest; nothing of what somebody was told is lost.
 */
class PowerCutTest {
  private static final long SEED = 20261124;
  private static final int CHOICES = 2;

  @TempDir
  Path directory;
  private PowerCutDisk disk = new PowerCutDisk();

  @Test
  void anApplyEndsInTheOldOrTheNewGeneration() {
    try (TestAppliance appliance = running(disk)) {
      disk = disk.settled();
      appliance.use(disk.path("data"), Optional.empty());
      appliance.service.reconcile();
      appliance.plan("pump");
      disk.acknowledge("planned");
      appliance.approveAs("quinn", TestAppliance.PASSWORD);
      disk.acknowledge("approved by quinn");
      appliance.approveAs("sam", TestAppliance.PASSWORD);
      disk.acknowledge("approved by sam");
      appliance.apply(StepListener.NONE);
      disk.acknowledge("applied");
      Set<String> ends = new TreeSet<>();
      disk.cuts(SEED, CHOICES, cut -> {
        List<String> told = cut.acknowledged();
        appliance.use(cut.disk().path("data"), Optional.empty());
        appliance.service.reconcile();
        ends.add(requireWhole(appliance, told.contains("applied") ? List.of(2) : List.of(1, 2), 1));
        assertTrue(!told.contains("planned") || appliance.service.plan(2).isPresent(), "the plan is lost");
        long approvals = told.stream().filter(what -> what.startsWith("approved")).count();
        assertTrue(appliance.site.candidates().approvals(2).size() >= approvals, "an approval is lost");
      });
      assertEquals(Set.of("pump 1.0.0", "pump 1.1.0"), ends);
    }
  }

  @Test
  void aRollbackToo() {
    try (TestAppliance appliance = running(disk)) {
      appliance.change("pump");
      disk = disk.settled();
      appliance.use(disk.path("data"), Optional.empty());
      appliance.service.reconcile();
      appliance.service.rollback(1, "quinn", TestAppliance.PASSWORD.clone(), StepListener.NONE);
      disk.acknowledge("rolled back");
      Set<String> ends = new TreeSet<>();
      disk.cuts(SEED, CHOICES, cut -> {
        appliance.use(cut.disk().path("data"), Optional.empty());
        appliance.service.reconcile();
        ends.add(requireWhole(appliance, cut.acknowledged().isEmpty() ? List.of(1, 2) : List.of(1), 1));
      });
      assertEquals(Set.of("pump 1.0.0", "pump 1.1.0"), ends);
    }
  }

  /** Promoting: R-1 is answered by 1.1.0 before as its canary, and after as the active version; R-2 by one or the other. */
  @Test
  void aPromotionEndsWithTheCandidateOrWithoutTheOldVersion() {
    try (TestAppliance appliance = new TestAppliance(directory, disk.path("data"))) {
      appliance.service.reconcile();
      appliance.releaseModel("m", "1.0.0");
      appliance.change("m");
      appliance.releaseModel("m", "1.1.0");
      appliance.change(new TrafficChange.Canary("m", "1.1.0", 0, Set.of("R-1")));
      disk = disk.settled();
      appliance.use(disk.path("data"), Optional.empty());
      appliance.service.reconcile();
      appliance.plan(new TrafficChange.Promote("m"));
      appliance.approve();
      disk = disk.settled();
      appliance.use(disk.path("data"), Optional.empty());
      appliance.service.reconcile();
      appliance.apply(StepListener.NONE);
      disk.acknowledge("promoted");
      Set<String> ends = new TreeSet<>();
      disk.cuts(SEED, 1, cut -> {
        appliance.use(cut.disk().path("data"), Optional.empty());
        appliance.service.reconcile();
        boolean promoted = appliance.site.running().running() == 3;
        assertTrue(promoted || cut.acknowledged().isEmpty(), "what was told is lost");
        assertEquals(promoted ? List.of("m 1.1.0") : List.of("m 1.0.0"), appliance.active());
        assertEquals(promoted ? List.of("test.m 1.1.0") : List.of("test.m 1.0.0", "test.m 1.1.0"), appliance.installed());
        assertEquals(!promoted, appliance.router.traffic("m").isPresent());
        assertTrue(appliance.site.journal().unfinished().isEmpty());
        assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
        ends.add(promoted ? "promoted" : "canary");
      });
      assertEquals(Set.of("canary", "promoted"), ends);
    }
  }

  /** Generation 1 runs pump 1.0.0; 1.1.0 is in the vault. */
  private TestAppliance running(PowerCutDisk on) {
    TestAppliance appliance = new TestAppliance(directory, on.path("data"));
    appliance.service.reconcile();
    appliance.release("pump", "1.0.0", "never");
    appliance.change("pump");
    appliance.release("pump", "1.1.0", "never");
    return appliance;
  }

  private static String requireWhole(TestAppliance appliance, List<Integer> allowed, int first) {
    int running = appliance.site.running().running();
    assertTrue(allowed.contains(running), running + " runs");
    String pump = running == first ? "1.0.0" : "1.1.0";
    assertEquals(List.of("pump " + pump), appliance.active());
    assertEquals(List.of("test.pump " + pump), appliance.installed());
    assertEquals(List.of(running), appliance.gate.generations());
    assertTrue(appliance.site.journal().unfinished().isEmpty());
    assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
    return "pump " + pump;
  }
}
