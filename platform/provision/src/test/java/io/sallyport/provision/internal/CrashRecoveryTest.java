package io.sallyport.provision.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.StepListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
}
