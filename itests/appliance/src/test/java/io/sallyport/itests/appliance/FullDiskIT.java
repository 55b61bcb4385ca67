package io.sallyport.itests.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The disk is full during an import: refused, nothing half there; with room again the same import works. Then the vault can only be read. Needs root for a small tmpfs. */
class FullDiskIT {
  private static final Project PROJECT = Project.here();

  @Test
  void refusedThenPossible() {
    assumeTrue(run(List.of("unshare", "--mount", "true")).succeeded(), "no private mount namespace here: needs root");
    Setup setup = Setup.fresh(PROJECT).quickBoot();
    String vault = setup.data().resolve("vault").toString();
    Setup small = setup.prefixed("unshare", "--mount", "sh", "-c",
        "mkdir -p " + vault + " && mount -t tmpfs -o size=1m tmpfs " + vault + " && exec \"$0\" \"$@\"");
    Appliance.commissioned(setup).close();
    try (Appliance appliance = Appliance.of(small)) {
      appliance.start();
      String medium = PROJECT.medium("demo-1").toString();
      Result refused = appliance.console(User.ADA).run("medium:import " + medium);
      assertFalse(refused.succeeded(), refused::text);
      assertTrue(refused.code().isPresent(), refused::text);
      assertEquals(List.of(), appliance.console(User.ADA).run("package:list --json").jsonList());
      assertTrue(run(List.of("nsenter", "--target", Long.toString(appliance.view().pid()), "--mount", "mount", "-o", "remount,size=200m", vault)).succeeded());
      appliance.console(User.ADA).run("medium:import " + medium).orFail();
      assertEquals(3, appliance.console(User.ADA).run("package:list --json").jsonList().size());
      canOnlyBeRead(appliance, vault);
      appliance.console(User.AUD).run("audit:verify").orFail();
    }
  }

  /** What runs goes on; what would change the vault is refused. */
  private static void canOnlyBeRead(Appliance appliance, String vault) {
    new Generations(appliance).change("radiator-anomaly");
    assertTrue(run(List.of("nsenter", "--target", Long.toString(appliance.view().pid()), "--mount", "mount", "-o", "remount,ro,size=200m", vault)).succeeded());
    Result refused = appliance.console(User.ADA).run("medium:import " + PROJECT.medium("demo-2"));
    assertEquals(Optional.of("SP-VAULT-0015"), refused.code(), refused::text);
    appliance.console(User.ADA).run("infer:bench --threads 1 --seconds 0.2 --json radiator-anomaly").orFail();
    assertTrue(appliance.console(User.ADA).run("generation:show --json").json().bool("ready"));
  }

  private static Result run(List<String> command) {
    return Program.run(command, Map.of(), PROJECT.root());
  }
}
