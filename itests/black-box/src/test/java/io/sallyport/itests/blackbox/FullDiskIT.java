package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Program;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The disk is full during an import, and before an apply: refused, nothing half there; with room again the same works. Then the vault can only
 * be read. Needs root for a small tmpfs. A disk that becomes full at any write of an apply is {@code FullDiskTest}'s, in platform/provision.
 */
class FullDiskIT {
  private static final Project PROJECT = Project.here();

  @Test
  void refusedThenPossible() {
    assumeTrue(run(List.of("unshare", "--mount", "true")).succeeded(), "no private mount namespace here: needs root");
    Setup setup = Setup.fresh(PROJECT).quick();
    String vault = setup.data().resolve("vault").toString();
    String site = setup.data().resolve("site").toString();
    Setup small = setup.prefixed("unshare", "--mount", "sh", "-c",
        "mkdir -p " + vault + " && mount -t tmpfs -o size=1m tmpfs " + vault + " && cp -a " + site + " " + site + ".was && mount -t tmpfs -o size=8m tmpfs " + site + " && cp -a " + site + ".was/. " + site
            + " && exec \"$0\" \"$@\"");
    Appliance.commissioned(setup).close();
    try (Appliance appliance = Appliance.of(small)) {
      appliance.start();
      String medium = PROJECT.medium("demo-1").toString();
      Result refused = appliance.console(User.ADA).run("medium:import " + medium);
      assertFalse(refused.succeeded(), refused::text);
      assertTrue(refused.code().isPresent(), refused::text);
      assertEquals(List.of(), appliance.console(User.ADA).run("package:list --json").jsonList());
      inside(appliance, "mount", "-o", "remount,size=200m", vault);
      appliance.console(User.ADA).run("medium:import " + medium).orFail();
      assertEquals(3, appliance.console(User.ADA).run("package:list --json").jsonList().size());
      anApplyNeedsRoom(appliance, site);
      canOnlyBeRead(appliance, vault);
      appliance.console(User.AUD).run("audit:verify").orFail();
    }
  }

  /** Refused before anything is done: the candidate keeps its approvals. */
  private static void anApplyNeedsRoom(Appliance appliance, String site) {
    Generations generations = new Generations(appliance);
    generations.approve(generations.plan("radiator-anomaly"));
    inside(appliance, "fallocate", "-l", "5M", site + "/filler");
    Result refused = generations.tryApply();
    assertEquals(Optional.of("SP-PLAN-0041"), refused.code(), refused::text);
    assertEquals(List.of(), generations.running());
    inside(appliance, "rm", site + "/filler");
    generations.apply();
    assertEquals(List.of("radiator-anomaly/1.0.0"), generations.running());
  }

  /** What runs goes on; what would change the vault is refused. */
  private static void canOnlyBeRead(Appliance appliance, String vault) {
    inside(appliance, "mount", "-o", "remount,ro,size=200m", vault);
    Result refused = appliance.console(User.ADA).run("medium:import " + PROJECT.medium("demo-2"));
    assertEquals(Optional.of("SP-VAULT-0015"), refused.code(), refused::text);
    appliance.console(User.ADA).run("infer:bench --threads 1 --seconds 0.2 --json radiator-anomaly").orFail();
    assertTrue(appliance.console(User.ADA).run("generation:show --json").json().bool("ready"));
  }

  /** In the appliance's own mounts. */
  private static void inside(Appliance appliance, String... command) {
    List<String> words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(appliance.view().pid()), "--mount"));
    words.addAll(List.of(command));
    run(words).orFail();
  }

  private static Result run(List<String> command) {
    return Program.run(command, Map.of(), PROJECT.root());
  }
}
