package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Console;
import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.PseudoTerminal;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.SiteOffice;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.site.ExportedCandidate;
import io.sallyport.trust.site.SignedApproval;
import io.sallyport.trust.site.SiteAnchor;
import io.sallyport.trust.site.SiteRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A site as in production: commissioned by the ceremony, its approvers' keys on machines of their own, approvals carried in and out. One
 * boot; each test goes on where the one before it ended.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SiteQuorumIT {
  private static final Project PROJECT = Project.here();
  private static final Duration APPLY = Duration.ofSeconds(120);
  private static final String ACCEPT = "--accept-development-root";
  private static final String PASSWORD = "ada-and-nobody-else";
  private static final SiteOffice OFFICE = new SiteOffice(PROJECT);
  private static final Appliance APPLIANCE = Appliance.of(Setup.fresh(PROJECT).quickBoot());
  private static final Path FIRST = OFFICE.file("candidate-1.json");

  @BeforeAll
  static void ceremony() {
    List<String> answers = new ArrayList<>(List.of("Plant 7"));
    for (String approver : List.of("quinn,Quinn Abbott,quality", "sam,Sam Okafor,security", "oscar,Oscar Lund,operations")) {
      String[] parts = approver.split(",");
      answers.addAll(List.of(parts[0], parts[1], parts[2], OFFICE.key(parts[0]).toString()));
    }
    OFFICE.key("mallory");
    OFFICE.key("rosa");
    answers.addAll(List.of("", "2", "quality security", "y", "", ""));
    Path unsigned = APPLIANCE.setup().home().resolve("site-root.json");
    assertEquals("SP-TRUST-0106", APPLIANCE.answering(answers, "commission").code().orElse("none"), "a development root makes no plant's site unless that is accepted");
    assertEquals("SP-PLAN-0014", APPLIANCE.answering(answers.subList(0, 7), "commission", ACCEPT).code().orElse("none"), "unanswered questions make no root");
    Path charter = OFFICE.charter("charter.json", List.of("quinn,quality,Quinn Abbott", "sam,security,Sam Okafor", "oscar,operations,Oscar Lund"));
    assertEquals("SP-PLAN-0015", APPLIANCE.answering(with(answers, "n"), "commission", ACCEPT).code().orElse("none"));
    assertFalse(Files.exists(unsigned));
    Path scripted = OFFICE.file("scripted-root.json");
    requireShown(APPLIANCE.sallyport("commission", "--charter", charter.toString(), "--out", scripted.toString(), "--yes", ACCEPT), scripted);
    Path root = PseudoTerminal.available() ? atTerminal(answers) : scripted;
    JsonObject first = said(scripted);
    assertEquals(first.object("custom"), said(root).object("custom"), "asked or read from a charter, it is the same site");
    assertEquals(first.object("roles"), said(root).object("roles"));
    assertEquals("SP-TRUST-0011", take(root).code().orElse("none"), "nobody has signed");
    OFFICE.sign(root, "quinn").orFail();
    OFFICE.sign(root, "quinn").orFail();
    assertEquals("SP-TRUST-0011", take(root).code().orElse("none"), "one person has, twice");
    assertEquals("SP-TOOL-0005", OFFICE.sign(root, "mallory").code().orElse("none"));
    OFFICE.sign(root, "oscar").orFail();
    assertEquals("SP-TRUST-0050", take(root).code().orElse("none"), "security has not");
    OFFICE.sign(root, "sam").orFail();
    Result taken = PseudoTerminal.available() ? APPLIANCE.atTerminal(Folders.temporary("take"), List.of(PASSWORD), taking(root)) : take(root);
    assertFalse(taken.orFail().out().contains(PASSWORD), "a terminal does not show a password");
    assertTrue(taken.out().contains(SiteAnchor.PATH), taken::text);
    assertEquals("1 " + OFFICE.run("site", "show", "--json", root.toString()).json().string("sha256"), APPLIANCE.sallyport("anchor").orFail().out().strip());
    APPLIANCE.know(User.ADA, PASSWORD).know(User.AUD, PASSWORD).know(User.QUINN, PASSWORD).start();
    APPLIANCE.console(User.ADA).run("identity:enrol --role auditor aud 'Aud Nilsen'", PASSWORD, PASSWORD).orFail();
    APPLIANCE.console(User.ADA).run("identity:enrol --role quality quinn 'Quinn Abbott'", PASSWORD, PASSWORD).orFail();
    assertEquals("SP-IDENTITY-0050", APPLIANCE.console(User.ADA).run("identity:enrol --role integrator qnight 'quinn  ABBOTT'", PASSWORD, PASSWORD).code().orElse("none"));
    APPLIANCE.console(User.ADA).run("identity:enrol --role integrator --person quinn qnight 'Quinn Abbott'", PASSWORD, PASSWORD).orFail();
    ada("medium:import " + PROJECT.medium("demo-1"));
  }

  @AfterAll
  static void end() {
    APPLIANCE.close();
  }

  /** The ceremony as people hold it, to its end. */
  private static Path atTerminal(List<String> answers) {
    Path folder = Folders.temporary("ceremony");
    Result held = APPLIANCE.atTerminal(folder, with(answers, "y"), "commission", ACCEPT);
    assertTrue(held.out().contains("Approver 4, user id (none: that was all): "), held::text);
    requireShown(held, folder.resolve("site-root.json"));
    return folder.resolve("site-root.json");
  }

  /** The digest that approvers compare is the one of the file. */
  private static void requireShown(Result held, Path root) {
    assertTrue(held.orFail().out().contains(OFFICE.run("site", "show", "--json", root.toString()).json().string("sha256")), held::text);
  }

  private static JsonObject said(Path root) {
    return OFFICE.run("site", "show", "--json", root.toString()).json().object("signed");
  }

  private static List<String> with(List<String> answers, String last) {
    List<String> all = new ArrayList<>(answers);
    all.add(last);
    return all;
  }

  private static Result take(Path root) {
    return APPLIANCE.answering(List.of(PASSWORD), taking(root));
  }

  private static String[] taking(Path root) {
    return new String[] {"commission", "--root", root.toString(), "--admin", "ada", "Ada Lindqvist", ACCEPT};
  }

  @Test
  @Order(1)
  void noApproversKeyIsOnTheAppliance() {
    List<Path> keys = Folders.files(APPLIANCE.data(), name -> name.endsWith(".p12"));
    assertEquals(List.of(APPLIANCE.data().resolve("keys/appliance.p12")), keys);
    ada("generation:plan radiator-anomaly/1.0.0");
    Result refused = APPLIANCE.console(User.QUINN).run("generation:approve 1", PASSWORD);
    // The plan that is shown before names a code too: that the package has no TCK report.
    assertFalse(refused.succeeded(), refused::text);
    assertTrue(refused.text().contains("Error executing command: SP-IDENTITY-0006: "), refused::text);
  }

  @Test
  @Order(2)
  void approvalsComeFromOtherMachines() throws IOException {
    ada("generation:export " + FIRST);
    Path quinn = OFFICE.file("quinn-1.json");
    Result shown = OFFICE.approve(FIRST, "quinn", quinn).orFail();
    assertTrue(shown.out().contains("radiator-anomaly: – → 1.0.0"), shown::text);

    assertEquals("SP-APPROVE-0001", OFFICE.approve(FIRST, "mallory", OFFICE.file("mallory-1.json")).code().orElse("none"), "the tool does not sign for a stranger");
    assertEquals("SP-APPROVE-0009", approval(forged()).code().orElse("none"), "nor does the appliance take it");
    Path edited = OFFICE.file("edited-1.json");
    Files.writeString(edited, Files.readString(FIRST).replace("radiator-anomaly-1.0.0.jar", "radiator-anomaly-1.0.1.jar"));
    assertEquals("SP-APPROVE-0009", approval(overOtherBytes(edited)).code().orElse("none"));
    assertEquals("SP-APPLY-0002", apply().code().orElse("none"));

    approval(quinn).orFail();
    assertEquals("SP-APPROVE-0003", approval(quinn).code().orElse("none"), "one person twice");
    assertEquals("SP-APPLY-0002", apply().code().orElse("none"), "one is not enough");
    Path sam = OFFICE.file("sam-1.json");
    OFFICE.approve(FIRST, "sam", sam).orFail();
    approval(sam).orFail();
    apply().orFail();
    assertEquals(List.of("radiator-anomaly/1.0.0"), new Generations(APPLIANCE).running());

    ada("medium:import " + PROJECT.medium("demo-2"));
    ada("generation:plan radiator-anomaly/1.1.0");
    Path late = OFFICE.file("oscar-1.json");
    OFFICE.approve(FIRST, "oscar", late).orFail();
    assertEquals("SP-APPROVE-0009", approval(late).code().orElse("none"), "for a generation before the one that runs now");
    List<JsonObject> approved = new AuditEntries(APPLIANCE, "generation.approved").list();
    assertEquals(List.of("quinn", "sam"), approved.stream().map(entry -> entry.object("actor").string("user")).toList());
  }

  @Test
  @Order(3)
  void theSiteRootChangesTurnsHybridAndThePlantRuns() throws IOException {
    Path exported = OFFICE.file("site.json");
    ada("appliance:export-site --policy hybrid " + exported);
    Path samBefore = Files.copy(OFFICE.keyFile("sam"), OFFICE.file("sam-classical.p12"));
    List.of("rosa", "sam", "oscar").forEach(OFFICE::pair);
    Path charter = OFFICE.charter("charter-2.json", "hybrid", List.of("rosa,quality,Rosa Marin", "sam,security,Sam Okafor", "oscar,operations,Oscar Lund"));
    Path again = OFFICE.file("site-root-2-again.json");
    Path root = OFFICE.file("site-root-2.json");
    OFFICE.nextRoot(charter, exported, root).orFail();
    OFFICE.sign(root, "rosa").orFail();
    OFFICE.sign(root, samBefore).orFail();
    OFFICE.sign(root, "quinn", "--from", exported.toString()).orFail();
    assertEquals("SP-TRUST-0083", importRoot(root).code().orElse("none"), "signed by enough people, by one of them only with the classical key");
    OFFICE.nextRoot(charter, exported, again).orFail();
    root = again;
    OFFICE.sign(root, "rosa").orFail();
    OFFICE.sign(root, "sam").orFail();
    assertEquals("SP-TRUST-0011", importRoot(root).code().orElse("none"), "the old quorum has not signed");
    OFFICE.sign(root, "quinn", "--from", exported.toString()).orFail();
    importRoot(root).orFail();
    JsonObject now = APPLIANCE.console(User.AUD).run("appliance:site --json").json();
    assertEquals(2, now.integer("version"));
    assertEquals("hybrid", now.string("policy"));
    assertEquals(3, now.objects("approvers").size(), now::toString);
    assertEquals(1, new AuditEntries(APPLIANCE, "site.rotated").count());

    ada("generation:plan radiator-anomaly/1.1.0");
    Path candidate = OFFICE.file("candidate-2.json");
    ada("generation:export " + candidate);
    assertEquals("SP-APPROVE-0001", OFFICE.approve(candidate, "quinn", OFFICE.file("quinn-2.json")).code().orElse("none"), "quinn was taken out");
    assertEquals("SP-APPROVE-0020", OFFICE.approve(candidate, samBefore, OFFICE.file("sam-half.json")).code().orElse("none"), "one half is not enough");
    for (String person : List.of("rosa", "sam")) {
      String shown = OFFICE.approve(candidate, person, OFFICE.file(person + "-2.json")).orFail().out();
      assertTrue(shown.contains("~ model.onnx, other bytes: "), shown);
      approval(OFFICE.file(person + "-2.json")).orFail();
    }
    apply().orFail();
    assertEquals(List.of("radiator-anomaly/1.1.0"), new Generations(APPLIANCE).running());
  }

  @Test
  @Order(4)
  void oneSignatureFromElsewhereGoesBackAndForwardNeedsTheQuorum() {
    Path exported = OFFICE.file("rollback.json");
    ada("generation:rollback --export " + exported);
    assertEquals("SP-APPROVE-0001", OFFICE.rollback(exported, "quinn", OFFICE.file("rollback-quinn.json")).code().orElse("none"), "quinn was taken out");
    Path signed = OFFICE.file("rollback-sam.json");
    assertTrue(OFFICE.rollback(exported, "sam", signed).orFail().out().contains("radiator-anomaly: 1.1.0 → 1.0.0"));
    assertEquals("SP-ROLLBACK-0020", goBack(FIRST).code().orElse("none"), "a candidate is no rollback");
    assertEquals(List.of("radiator-anomaly/1.1.0"), new Generations(APPLIANCE).running());
    goBack(signed).orFail();
    assertEquals(List.of("radiator-anomaly/1.0.0"), new Generations(APPLIANCE).running());
    assertEquals("SP-ROLLBACK-0021", goBack(signed).code().orElse("none"), "once");
    JsonObject approved = new AuditEntries(APPLIANCE, "generation.approved").list().get(4);
    assertEquals("sam roll back elsewhere", approved.object("actor").string("user") + " " + approved.string("action"));
    assertEquals("ada", new AuditEntries(APPLIANCE, "generation.rolledback").list().get(0).object("actor").string("user"));

    ada("generation:plan radiator-anomaly/1.1.0");
    Path candidate = OFFICE.file("candidate-3.json");
    ada("generation:export " + candidate);
    for (String person : List.of("rosa", "sam")) {
      OFFICE.approve(candidate, person, OFFICE.file(person + "-3.json")).orFail();
      approval(OFFICE.file(person + "-3.json")).orFail();
    }
    apply().orFail();
    assertEquals(List.of("radiator-anomaly/1.1.0"), new Generations(APPLIANCE).running());
  }

  @Test
  @Order(5)
  void whatTheVendorWithdrawsRunsOnWithAnAlarm() {
    assertEquals(List.of(), alarms());
    Media medium = new Media(PROJECT.medium("demo-2")).copy();
    new Forge(medium, new DevelopmentKeys(PROJECT)).withdraw("radiator-anomaly", "1.1.0");
    ada("medium:import " + medium.folder());
    assertTrue(new AuditEntries(APPLIANCE, "package.withdrawn").newer(0, "SP-PLAN-0019").isPresent());
    Await.value("a proposal", Duration.ofSeconds(20), () -> ada("generation:show --json").json().optionalObject("candidate"));
    APPLIANCE.restart();
    assertEquals(List.of("radiator-anomaly/1.1.0"), new Generations(APPLIANCE).running());
    JsonObject status = ada("appliance:status --json").json();
    assertTrue(status.bool("ready"), status::toString);
    assertTrue(alarms().get(0).toString().startsWith("SP-PLAN-0019"), status::toString);
    assertTrue(ada("package:list").out().contains("ACTIVE, withdrawn by the vendor"));
  }

  /** The built appliance under Debian's faketime: seven years on, after which its clock is right again. */
  @Test
  @Order(6)
  void sevenYearsLaterThePlantRuns() {
    List<Path> library = faketime();
    assumeTrue(!library.isEmpty() || "required".equals(System.getenv("SALLYPORT_JUDGES")), "faketime is not installed: TimeTest jumps with a clock of its own");
    APPLIANCE.stop();
    Media medium = new Media(PROJECT.medium("demo-2")).copy();
    new Forge(medium, new DevelopmentKeys(PROJECT)).withdraw("radiator-anomaly", "1.1.0").withdraw("radiator-anomaly", "1.0.0");
    try (Appliance later = Appliance.of(APPLIANCE.setup().prefixed(sevenYearsLater(library.get(0)))).know(User.ADA, PASSWORD).know(User.AUD, PASSWORD)) {
      later.start();
      assertEquals(List.of("radiator-anomaly/1.1.0"), new Generations(later).running());
      Console ada = later.console(User.ADA);
      assertTrue(ada.run("appliance:status --json").json().bool("ready"));
      assertEquals("SP-TRUST-0026", ada.run("medium:import " + medium.folder()).code().orElse("none"));
      Path waiver = OFFICE.file("waiver.json");
      ada.run("medium:waiver --reason 'the vendor is gone' " + medium.folder() + " " + waiver).orFail();
      OFFICE.sign(waiver, "rosa").orFail();
      OFFICE.sign(waiver, "sam").orFail();
      assertEquals("SP-TRUST-0077", ada.run("medium:import --waiver " + waiver + " " + medium.folder()).code().orElse("none"), "two are enough for a generation, not for this");
      OFFICE.sign(waiver, "oscar").orFail();
      ada.run("medium:import --waiver " + waiver + " " + medium.folder()).orFail();
      assertEquals(1, new AuditEntries(later, "waiver.used").count());
      later.stop();
    }
    APPLIANCE.start();
    assertEquals(List.of("radiator-anomaly/1.1.0"), new Generations(APPLIANCE).running());
    assertTrue(alarms().toString().contains("SP-TRUST-0076"), "the floor is seven years ahead");
    assertEquals("SP-TRUST-0076", APPLIANCE.console(User.ADA).run("medium:import " + PROJECT.medium("demo-2")).code().orElse("none"));
    Path waiver = OFFICE.file("time.json");
    ada("appliance:time-waiver --reason 'the clock was seven years ahead' " + waiver);
    assertEquals("SP-TRUST-0077", APPLIANCE.console(User.ADA).run("appliance:import-waiver " + waiver).code().orElse("none"));
    for (String person : List.of("rosa", "sam", "oscar")) {
      OFFICE.sign(waiver, person).orFail();
    }
    ada("appliance:import-waiver " + waiver);
    assertFalse(alarms().toString().contains("SP-TRUST-0076"));
    assertEquals("SP-TRUST-0078", APPLIANCE.console(User.ADA).run("appliance:import-waiver " + waiver).code().orElse("none"), "once");
  }

  /**
   * Whoever is root has another clock loaded into each process, by files of /etc that only this process and its children see: a variable of
   * the environment, as faketime is used otherwise, the appliance refuses.
   */
  private static String[] sevenYearsLater(Path library) {
    Path changed = Folders.temporary("etc");
    String script = "mkdir upper work && echo %s > upper/ld.so.preload && echo +2557d > upper/faketimerc && mount -t tmpfs none work && mkdir work/upper work/work && cp upper/* work/upper"
        + " && mount -t overlay overlay -o lowerdir=/etc,upperdir=work/upper,workdir=work/work /etc && cd / && exec \"$@\"";
    return new String[] {"unshare", "--mount", "sh", "-c", "cd " + changed + " && " + script.formatted(library), "sh"};
  }

  /** The library itself: the program of that name would put a process between this one and the appliance. */
  private static List<Path> faketime() {
    Path libraries = Path.of("/usr/lib");
    return Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu").map(machine -> libraries.resolve(machine).resolve("faketime/libfaketimeMT.so.1")).filter(Files::exists).toList();
  }

  private static List<Object> alarms() {
    return ada("appliance:status --json").json().object("provision").array("alarms");
  }

  /** Signed by mallory in the name of sam. */
  private static Path forged() throws IOException {
    ExportedCandidate candidate = ExportedCandidate.read(Files.readAllBytes(FIRST), "candidate");
    SiteRoot.Approver sam = new SiteRoot.Approver("sam", "Sam Okafor", "security");
    return written("forged-1.json", SignedApproval.sign(KeyFile.openPair(OFFICE.keyFile("mallory"), OFFICE.password()), candidate.root(), sam, 1, candidate.canonical(), Instant.now()));
  }

  /** Signed by sam with his own key, over something else than what is planned. */
  private static Path overOtherBytes(Path edited) throws IOException {
    byte[] other = io.sallyport.trust.CanonicalJson.encode(Json.parseObject(Files.readAllBytes(edited), "edited").object("signed"));
    SiteRoot.Approver sam = new SiteRoot.Approver("sam", "Sam Okafor", "security");
    return written("other-1.json", SignedApproval.sign(KeyFile.openPair(OFFICE.keyFile("sam"), OFFICE.password()), ExportedCandidate.read(Files.readAllBytes(FIRST), "candidate").root(), sam, 1, other, Instant.now()));
  }

  private static Path written(String name, SignedApproval approval) throws IOException {
    return Files.write(OFFICE.file(name), Json.write(approval.toJson()));
  }

  private static Result approval(Path file) {
    return APPLIANCE.console(User.ADA).run("generation:import-approval " + file);
  }

  private static Result goBack(Path file) {
    return APPLIANCE.console(User.ADA).run(APPLY, "generation:rollback --import " + file, "y");
  }

  private static Result importRoot(Path file) {
    return APPLIANCE.console(User.ADA).run("appliance:import-root " + file);
  }

  private static Result apply() {
    return APPLIANCE.console(User.ADA).run(APPLY, "generation:apply", "y");
  }

  private static Result ada(String command) {
    return APPLIANCE.console(User.ADA).run(APPLY, command).orFail();
  }
}
