package io.sallyport.provision.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.StepListener;
import io.sallyport.provision.TrafficChange;
import io.sallyport.provision.TrafficChange.Canary;
import io.sallyport.provision.TrafficChange.Promote;
import io.sallyport.provision.lease.Lease;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process dies at every line of the journal; after the next start the old generation runs whole, or the new one. The bundle cache
 * is wiped after every second crash; {@code -Dcrash.all=true} runs all with and without.
 */
class CrashRecoveryTest {
  private static final List<String> STEPS = List.of("admit", "fetch", "install", "stage", "prove", "switch", "watch", "drain", "commit", "retire", "finish");

  @TempDir
  Path directory;

  static Stream<Arguments> points() {
    boolean all = Boolean.getBoolean("crash.all");
    return STEPS.stream().flatMap(step -> Stream.of("begin", "end")
        .flatMap(phase -> Stream.of(false, true).filter(wipe -> all || wipe == phase.equals("end")).map(wipe -> Arguments.of(step, phase, wipe))));
  }

  @ParameterizedTest
  @MethodSource("points")
  void dies(String step, String phase, boolean wipe) {
    try (TestAppliance appliance = new TestAppliance(directory)) {
      appliance.service.reconcile();
      appliance.release("pump", "1.0.0", "never");
      appliance.release("valve", "1.0.0", "never");
      appliance.change("pump", "valve");
      appliance.release("pump", "1.1.0", "never");
      appliance.plan("pump");
      appliance.approve();
      appliance.restart(false, Optional.of(step + ":" + phase));
      appliance.service.reconcile();
      assertThrows(TestAppliance.Crash.class, () -> appliance.apply(StepListener.NONE));

      appliance.restart(wipe, Optional.empty());
      appliance.service.reconcile();
      boolean committed = STEPS.indexOf(step) > STEPS.indexOf("commit") || step.equals("commit") && phase.equals("end");
      String version = committed ? "1.1.0" : "1.0.0";
      int running = committed ? 2 : 1;
      assertEquals(running, appliance.site.running().running());
      assertEquals(List.of("pump " + version, "valve 1.0.0"), appliance.active());
      assertEquals(List.of("test.pump " + version, "test.valve 1.0.0"), appliance.installed());
      assertEquals(List.of(running), appliance.gate.generations());
      assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
      assertTrue(appliance.site.journal().unfinished().isEmpty());
      assertTrue(appliance.service.candidate().isEmpty());
      if (wipe) {
        appliance.release("pump", "1.2.0", "never");
        assertEquals(3, appliance.change("pump"));
        assertEquals(List.of("pump 1.2.0", "valve 1.0.0"), appliance.active());
      }
    }
  }

  static Stream<Arguments> changesOfTraffic() {
    List<String> some = Boolean.getBoolean("crash.all") ? STEPS : List.of("switch", "commit", "retire");
    return Stream.<TrafficChange>of(new Canary("m", "1.1.0", 0, Set.of("R-1")), new Promote("m")).flatMap(change -> some.stream().map(step -> Arguments.of(change, step)));
  }

  /** It dies after a step of beginning a canary, or of promoting it: then R-1 is answered as before or as asked for, and nothing is left half loaded. */
  @ParameterizedTest
  @MethodSource("changesOfTraffic")
  void diesWhileTrafficChanges(TrafficChange change, String step) {
    boolean promotes = change instanceof Promote;
    try (TestAppliance appliance = new TestAppliance(directory)) {
      appliance.service.reconcile();
      appliance.releaseModel("m", "1.0.0");
      appliance.change("m");
      appliance.releaseModel("m", "1.1.0");
      if (promotes) {
        appliance.change(new Canary("m", "1.1.0", 0, Set.of("R-1")));
      }
      int base = appliance.site.running().running();
      appliance.plan(change);
      appliance.approve();
      appliance.use(appliance.data, Optional.of(step + ":end"));
      appliance.service.reconcile();
      assertThrows(TestAppliance.Crash.class, () -> appliance.apply(StepListener.NONE));

      appliance.restart(step.equals("switch"), Optional.empty());
      appliance.service.reconcile();
      boolean committed = STEPS.indexOf(step) >= STEPS.indexOf("commit");
      assertEquals(committed ? base + 1 : base, appliance.site.running().running());
      boolean both = promotes != committed;
      assertEquals(promotes && committed ? List.of("m 1.1.0") : List.of("m 1.0.0"), appliance.active());
      assertEquals(both, appliance.router.traffic("m").isPresent());
      assertEquals(both || committed ? "1.1.0" : "1.0.0", answering(appliance));
      assertEquals(both ? List.of("test.m 1.0.0", "test.m 1.1.0") : List.of(promotes ? "test.m 1.1.0" : "test.m 1.0.0"), appliance.installed());
      assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
      assertTrue(appliance.site.journal().unfinished().isEmpty());
    }
  }

  private static String answering(TestAppliance appliance) {
    try (Lease lease = appliance.router.lease("m", "R-1").orElseThrow()) {
      return lease.version().version();
    }
  }
}
