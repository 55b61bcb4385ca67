package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bytes have changed on the disk while the appliance was off: in the vault. */
class DamagedDataIT {
  private static final Duration BOOT = Duration.ofSeconds(120);
  private static final String MODEL = "radiator-anomaly";
  private static final Project PROJECT = Project.here();
  private static final Media MEDIUM = new Media(PROJECT.medium("demo-1"));
  private static Appliance appliance;

  @BeforeAll
  static void boot() {
    appliance = LiveAppliance.imported(PROJECT, Setup.fresh(PROJECT).quick(), "demo-1");
    new Generations(appliance).change(MODEL + "/1.0.0", "predictive-maintenance");
  }

  @AfterAll
  static void end() {
    Closing.all(appliance);
  }

  /** Each start takes packages from the vault; the content of one in it has changed. */
  @Test
  void aDamagedPackageIsRefusedTheOthersRunAndItsMediumHealsIt() {
    appliance.stop();
    Media.flipByte(content(MODEL, ".jar"));
    Media.flipByte(content("predictive-maintenance", ".sbom.cdx.json"));
    appliance.launch();
    JsonObject shown = Await.value("the damage is told and the other package runs", BOOT,
        () -> shown().filter(now -> !now.array("problems").isEmpty() && !active(now).isEmpty()));
    assertFalse(shown.bool("ready"));
    assertTrue(shown.array("problems").toString().contains("SP-VAULT-0003"), shown::toString);
    assertEquals(List.of("predictive-maintenance"), active(shown));
    Await.until("what nothing has read yet is found too", BOOT, () -> shown().filter(now -> alarms(now).contains("SP-PLAN-0040") && alarms(now).contains("sbom.cdx.json")).isPresent());
    assertTrue(new AuditEntries(appliance, "vault.checked").newer(0, "SP-PLAN-0040").isPresent());

    appliance.console(User.ADA).run("medium:import " + MEDIUM.folder()).orFail();
    Await.until("the healed package runs", BOOT, () -> shown().filter(now -> now.bool("ready") && now.array("alarms").isEmpty()).isPresent());
    appliance.console(User.ADA).run("infer:bench --threads 1 --seconds 0.2 --json " + MODEL).orFail();
  }

  /** Empty as long as nobody can log in. */
  private static Optional<JsonObject> shown() {
    try {
      return Optional.of(appliance.console(User.ADA).run("generation:show --json").json());
    } catch (RuntimeException | AssertionError e) {
      return Optional.empty();
    }
  }

  /** What the running generation is proved by has changed: the gate admits nothing of it, and its medium heals that too. */
  @Test
  void damagedVendorMetadataIsRefusedAndItsMediumHealsIt() {
    appliance.stop();
    Media.flipByte(content(Digests.sha256(MEDIUM.metadata("targets"))));
    appliance.launch();
    JsonObject shown = Await.value("the damage is told", BOOT, () -> shown().filter(now -> !now.array("problems").isEmpty() && alarms(now).contains("SP-PLAN-0040")));
    assertFalse(shown.bool("ready"));
    assertEquals(List.of(), active(shown));
    appliance.console(User.ADA).run("medium:import " + MEDIUM.folder()).orFail();
    Await.until("the plant runs again", BOOT, () -> shown().filter(now -> now.bool("ready") && now.array("alarms").isEmpty() && active(now).size() == 2).isPresent());
  }

  private static String alarms(JsonObject shown) {
    return shown.array("alarms").toString();
  }

  /** Where a file of a package lies in the vault. */
  private static Path content(String name, String end) {
    return content(MEDIUM.target(name, "1.0.0", end).getFileName().toString().substring(0, 64));
  }

  private static Path content(String digest) {
    return appliance.data().resolve("vault/sha256").resolve(digest.substring(0, 2)).resolve(digest);
  }

  private static List<String> active(JsonObject shown) {
    return shown.objects("packages").stream().filter(entry -> entry.bool("active")).map(entry -> entry.string("name")).toList();
  }
}
