package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.HybridVendor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The assembly of the profile {@code fips}: boots, verifies and runs a generation on the FIPS module alone, and says what it cannot verify. */
class FipsIT {
  private static final Project PROJECT = Project.here();
  private static final Path HOME = PROJECT.built("karaf-assembly/target/assembly-fips");
  private static final Media CLASSICAL = new Media(PROJECT.medium("demo-1"));
  private static Appliance appliance;

  @BeforeAll
  static void boot() {
    appliance = Appliance.commissioned(Setup.fresh(PROJECT).withHome(HOME).quickBoot());
    appliance.start();
  }

  @AfterAll
  static void end() {
    Closing.all(appliance);
  }

  @Test
  void itIsTheFipsModuleThatIsBelowTheFramework() throws Exception {
    String[] words = Files.readString(Path.of("/proc", Long.toString(appliance.view().pid()), "cmdline")).split("\0");
    String classPath = words[List.of(words).indexOf("-classpath") + 1];
    assertTrue(classPath.contains("bc-fips-"), classPath);
    assertFalse(List.of(words).stream().anyMatch(word -> word.contains("bcprov")), () -> String.join(" ", words));
    assertTrue(List.of(words).contains("-Djava.security.properties=" + HOME.resolve("etc/java.security")));
  }

  @Test
  void aGenerationIsApprovedAndRuns() {
    appliance.console(User.ADA).run("medium:import " + CLASSICAL.folder()).orFail();
    new Generations(appliance).change("radiator-anomaly/1.0.0", "predictive-maintenance/1.0.0");
    appliance.restart();
    assertEquals(List.of("predictive-maintenance/1.0.0", "radiator-anomaly/1.0.0"), new Generations(appliance).running());
    appliance.console(User.AUD).run("audit:verify").orFail();
    appliance.sallyport("verify").orFail();
  }

  /** The JDK's own ML-DSA is there and is not asked. */
  @Test
  void aHybridVendorIsRefusedWithAClearMessage() {
    AuditEntries refusals = new AuditEntries(appliance, "medium.refused");
    int known = refusals.count();
    Media hybrid = new HybridVendor(CLASSICAL, new DevelopmentKeys(PROJECT)).publish(CLASSICAL.copy());
    Result refused = appliance.console(User.ADA).run("medium:import " + hybrid.folder());
    assertEquals("SP-TRUST-0080", refused.code().orElse("none: " + refused.text()));
    assertTrue(refused.text().contains("a FIPS assembly takes classical repositories only"), refused::text);
    assertTrue(refusals.newer(known, "SP-TRUST-0080").isPresent());
  }
}
