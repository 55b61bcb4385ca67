package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.DiskImage;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.Load;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.Verifier;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.itests.appliance.forge.ModelVariant;
import io.sallyport.trust.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Bad media are refused with a code and an audit entry, and leave no package behind; a model that fails its golden vectors never serves. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MediumIT {
  private static final Project PROJECT = Project.here();
  private static final Media GOOD = new Media(PROJECT.medium("demo-2"));
  private static final String NEW = "1.3.0";
  private static final String WRONG = "1.2.0";
  private static final String ADVISORIES = """
      {"id": "TEST-2026-1", "modified": "2026-11-01T00:00:00Z", "summary": "Made by a test", "database_specific": {"severity": "LOW"},
       "affected": [{"package": {"purl": "pkg:generic/radiator-anomaly"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.3.0"}]}]}]}""";
  private static Appliance appliance;
  /** What the appliance trusts is as new as this. */
  private static Media newest = GOOD;

  @BeforeAll
  static void boot() {
    appliance = LiveAppliance.withModel(PROJECT, Setup.fresh(PROJECT).quick());
  }

  @AfterAll
  static void end() {
    Closing.all(appliance);
  }

  @Test
  void absent() {
    refused(Folders.temporary("empty").resolve("nothing"));
  }

  @Test
  void notAMedium() {
    refused(Folders.temporary("empty"));
  }

  @Test
  void truncatedMetadata() {
    // Of a version that is trusted already the medium's copy is not read.
    Media medium = withNewVersion();
    Media.truncate(medium.metadata("targets"));
    refused(medium.folder());
  }

  @Test
  void truncatedTarget() {
    Media medium = withNewVersion();
    Media.truncate(medium.target("radiator-anomaly", NEW, ".jar"));
    refused(medium.folder());
  }

  @Test
  void missingTarget() throws IOException {
    Media medium = withNewVersion();
    Files.delete(medium.target("radiator-anomaly", NEW, ".jar"));
    refused(medium.folder());
  }

  @Test
  void unknownFile() throws IOException {
    Media medium = GOOD.copy();
    Files.writeString(medium.folder().resolve("targets/autorun.sh"), "echo");
    refused(medium.folder());
  }

  @Test
  void symbolicLink() throws IOException {
    Media medium = withNewVersion();
    Path jar = medium.target("radiator-anomaly", NEW, ".jar");
    Files.delete(jar);
    Files.createSymbolicLink(jar, Path.of("/etc/passwd"));
    refused(medium.folder());
  }

  @Test
  void expired() {
    Media medium = GOOD.copy();
    new Forge(medium, new DevelopmentKeys(PROJECT)).expired();
    assertEquals("SP-TRUST-0026", refused(medium.folder()));
  }

  @Test
  void olderThanWhatIsTrusted() {
    refused(PROJECT.medium("demo-1"));
  }

  @Test
  void goldenVectorsFailAndTheOldVersionKeepsServing() {
    Media medium = GOOD.copy();
    new Forge(medium, new DevelopmentKeys(PROJECT)).release(ModelVariant.withWrongGolden(GOOD, WRONG)).advisories("osv.json", ADVISORIES);
    appliance.console(User.ADA).run("medium:import " + medium.folder()).orFail();
    newest = medium;
    Generations generations = new Generations(appliance);
    List<String> before = generations.running();
    int current = generations.current();
    AuditEntries abandoned = new AuditEntries(appliance, "generation.abandoned");
    int known = abandoned.count();
    int candidate = generations.plan("radiator-anomaly/" + WRONG);
    whatApproversReview(candidate);
    generations.approve(candidate);
    Load load = Load.during(appliance, "radiator-anomaly", () -> {
      Result applied = generations.tryApply();
      assertFalse(applied.succeeded(), applied::text);
      assertTrue(applied.code().isPresent(), applied::text);
    });
    assertEquals(0, load.failed(), load::toString);
    assertEquals(1, load.byVersion().size(), load::toString);
    assertEquals(before, generations.running());
    assertEquals(current, generations.current());
    assertEquals(known + 1, abandoned.count());
    assertTrue(generations.change("radiator-anomaly/1.1.0") > candidate, "the burnt number is not used again");
    generations.rollback();
  }

  private static void whatApproversReview(int candidate) {
    JsonObject plan = appliance.console(User.QUINN).run("generation:show --json " + candidate).json();
    assertEquals(1, plan.object("advisories").integer("files"));
    JsonObject known = plan.objects("vulnerabilities").stream().filter(found -> found.string("package").equals("radiator-anomaly")).findFirst().orElseThrow();
    assertEquals(List.of("stays", "TEST-2026-1", "LOW", "radiator-anomaly " + WRONG, List.of("1.3.0")),
        List.of(known.string("state"), known.string("id"), known.string("severity"), known.string("component"), known.strings("fixed")));
    assertTrue(plan.object("changelogs").string("radiator-anomaly").contains(WRONG), plan::toString);
    assertEquals(2, plan.objects("signers").get(0).integer("signatures"));
    String shown = appliance.console(User.QUINN).run("generation:show " + candidate).orFail().out();
    assertTrue(shown.contains("TEST-2026-1") && shown.contains("Vouched for: radiator-anomaly by role targets"), shown);
    JsonObject explained = appliance.console(User.QUINN).run("package:info --explain --json radiator-anomaly/" + WRONG).json().object("explanation");
    assertEquals(0, explained.object("vendor").integer("missing"));
    assertEquals(2, explained.object("vendor").strings("signed").size());
    assertEquals(List.of("role quality", "role security"), explained.object("site").object("candidate").strings("missing"));
    String lines = appliance.console(User.QUINN).run("package:info --explain radiator-anomaly/" + WRONG).orFail().out();
    assertTrue(lines.contains("not signed  key") && lines.contains("Missing: role quality, role security"), lines);
  }

  @Test
  void theStandAloneVerifierJudgesMediaAsAnImportDoes() throws IOException {
    assertEquals(List.of(), Verifier.codesOfMedium(PROJECT, GOOD.folder()));
    Media spoiled = GOOD.copy();
    Verifier.flip(spoiled.target("radiator-anomaly", "1.1.0", ".jar"));
    assertTrue(Verifier.codesOfMedium(PROJECT, spoiled.folder()).contains("SP-TRUST-0023"));
    Files.writeString(spoiled.folder().resolve("autorun.inf"), "x");
    assertEquals(List.of("SP-MEDIUM-0002"), Verifier.codesOfMedium(PROJECT, spoiled.folder()));
  }

  /** Goes on where {@link #goldenVectorsFailAndTheOldVersionKeepsServing} ended: 1.0.0 runs, 1.1.0 ran, 1.2.0 was given up. */
  @Test
  @Order(Integer.MAX_VALUE - 2)
  void whatIsPrunedIsRefusedAndWhatIsKeptStillRuns() {
    Media medium = newest.copy();
    new Forge(medium, new DevelopmentKeys(PROJECT)).release(ModelVariant.same(GOOD, NEW));
    appliance.console(User.ADA).run("medium:import " + medium.folder()).orFail();
    int ran = generation("SUPERSEDED", "radiator-anomaly/1.1.0");
    int givenUp = generation("ABANDONED", "radiator-anomaly/" + WRONG);
    List<String> before = versions();
    JsonObject told = prune("--dry-run");
    assertEquals(List.of("radiator-anomaly " + WRONG), told.strings("packages"));
    assertEquals(before, versions(), "a dry run takes nothing");
    assertEquals(told, prune("--yes"));
    assertEquals(List.of("1.0.0", "1.1.0", NEW), versions());
    assertEquals(0, prune("--yes").integer("files"), "nothing is left to go");
    assertEquals(1, new AuditEntries(appliance, "vault.pruned").count());
    assertEquals("SP-PLAN-0031", appliance.console(User.ADA).run("generation:plan --like " + givenUp).code().orElse("none"));
    assertEquals("SP-PLAN-0001", appliance.console(User.ADA).run("generation:plan radiator-anomaly/" + WRONG).code().orElse("none"));
    assertEquals("SP-PLAN-0032", appliance.console(User.ADA).run("generation:prune --yes --keep 0").code().orElse("none"));

    Generations generations = new Generations(appliance);
    int again = (int) appliance.console(User.ADA).run("generation:plan --json --like " + ran).json().integer("generation");
    generations.approve(again);
    generations.apply();
    assertTrue(generations.running().contains("radiator-anomaly/1.1.0"));
    assertEquals(List.of(), prune("--yes").strings("packages"), "the one before is kept");
    generations.rollback();
    assertTrue(generations.running().contains("radiator-anomaly/1.0.0"));
  }

  private static JsonObject prune(String option) {
    return appliance.console(User.ADA).run("generation:prune --json --keep 1 " + option).json();
  }

  private static int generation(String state, String holding) {
    return (int) appliance.console(User.ADA).run("generation:list --json").jsonList().stream()
        .filter(info -> info.string("state").equals(state) && info.strings("packages").contains(holding)).findFirst().orElseThrow().integer("generation");
  }

  /** Of the model, those in the vault. */
  private static List<String> versions() {
    return appliance.console(User.ADA).run("package:list --json").jsonList().stream().filter(pack -> pack.string("name").equals("radiator-anomaly"))
        .map(pack -> pack.string("version")).sorted().toList();
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void beforePowerOnEveryEditOfItsDataIsFound() throws IOException {
    assertEquals(0, appliance.stop());
    Verifier verifier = new Verifier(PROJECT, appliance);
    assertEquals(List.of(), verifier.codes());
    String model = GOOD.target("radiator-anomaly", "1.0.0", ".jar").getFileName().toString().substring(0, 64);
    Path vault = appliance.data().resolve("vault/sha256").resolve(model.substring(0, 2)).resolve(model);
    Path site = appliance.data().resolve("site");
    assertAll(() -> assertEquals(List.of("SP-LAUNCH-0008"), verifier.codesAfter(vault, Verifier::flip)),
        () -> assertTrue(verifier.codesAfter(vault, Files::delete).contains("SP-LAUNCH-0010")),
        () -> assertEquals(List.of("SP-LAUNCH-0009"), verifier.codesAfter(vault.resolveSibling("note.txt"), file -> Files.writeString(file, "x"))),
        () -> assertTrue(verifier.codesAfter(site.resolve("running.json"), file -> Verifier.replace(file, "\"running\":", "\"running\": ")).isEmpty(), "the same JSON, spaced otherwise"),
        () -> assertTrue(verifier.codesAfter(site.resolve("running.json"), file -> Verifier.replace(file, "\"sequence\":", "\"sequence\":1")).contains("SP-GATE-0007")),
        () -> assertTrue(verifier.codesAfter(site.resolve("metadata/1.root.json"), Verifier::flip).contains("SP-GATE-0007")),
        () -> assertEquals(List.of("SP-APPLY-0020"), verifier.codesAfter(site.resolve("journal.jsonl"), Verifier::flip)),
        () -> assertFalse(verifier.codesAfter(appliance.data().resolve("vendor/targets.json"), Verifier::flip).isEmpty()));
    assertEquals(List.of(), verifier.codes());
    assertTrue(verifier.components().containsAll(List.of("radiator-anomaly", "predictive-maintenance")), "packages are in the bill of materials");
  }

  /** The appliance's disk in somebody's workshop: an ext4 image, extracted by the tools of the file system. */
  @Test
  @Order(Integer.MAX_VALUE)
  void anExtractedDiskImageIsJudgedLikeTheApplianceItself() throws IOException {
    assumeTrue(DiskImage.available() || "required".equals(System.getenv("SALLYPORT_JUDGES")), "e2fsprogs is not installed");
    if (appliance.isRunning()) {
      appliance.stop();
    }
    Path disk = Folders.temporary("disk");
    Folders.copy(appliance.setup().home(), Files.createDirectories(disk.resolve("opt")).resolve("sallyport"));
    Folders.copy(appliance.data(), Files.createDirectories(disk.resolve("var/lib")).resolve("sallyport"));
    Files.writeString(Files.createDirectories(disk.resolve("etc")).resolve("fstab"), "/dev/vda / ext4 defaults 0 1\n");
    DiskImage image = DiskImage.of(disk);
    assertEquals(List.of(), Verifier.codesOfImage(PROJECT, image.extracted()));
    String model = GOOD.target("radiator-anomaly", "1.0.0", ".jar").getFileName().toString().substring(0, 64);
    image.replace("/var/lib/sallyport/vault/sha256/" + model.substring(0, 2) + "/" + model, new byte[] {1});
    image.replace("/opt/sallyport/etc/system.properties", new byte[] {'#'});
    assertEquals(List.of("SP-LAUNCH-0003", "SP-LAUNCH-0008"), Verifier.codesOfImage(PROJECT, image.extracted()).stream().sorted().toList());
  }

  /** With a version that the vault does not hold. */
  private static Media withNewVersion() {
    Media medium = GOOD.copy();
    new Forge(medium, new DevelopmentKeys(PROJECT)).release(ModelVariant.same(GOOD, NEW));
    return medium;
  }

  /** Returns the code. */
  private static String refused(Path medium) {
    List<?> packages = appliance.console(User.ADA).run("package:list --json").jsonList();
    AuditEntries entries = new AuditEntries(appliance, "medium.refused");
    int before = entries.count();
    Result result = appliance.console(User.ADA).run("medium:import " + medium);
    assertFalse(result.succeeded(), result::text);
    String code = result.code().orElseThrow(() -> new AssertionError("no code: " + result.text()));
    assertTrue(entries.newer(before, code).isPresent(), "not recorded: " + code);
    assertEquals(packages, appliance.console(User.ADA).run("package:list --json").jsonList());
    return code;
  }
}
