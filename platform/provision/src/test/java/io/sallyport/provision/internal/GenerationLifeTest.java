package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.TestAppliance.ADA;
import static io.sallyport.provision.internal.TestAppliance.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.ApplyReport;
import io.sallyport.provision.GenerationInfo;
import io.sallyport.provision.PackageState;
import io.sallyport.provision.Plan;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.ProvisionStatus;
import io.sallyport.provision.StepListener;
import io.sallyport.provision.internal.site.Journal;
import io.sallyport.provision.lease.Lease;
import io.sallyport.trust.Json;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.ExportedCandidate;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.trust.site.SignedApproval;
import io.sallyport.trust.site.SiteRoot;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

class GenerationLifeTest {
  private static final java.time.Clock UTC = java.time.Clock.systemUTC();
  @TempDir
  Path directory;
  private TestAppliance appliance;

  @BeforeEach
  void boot() {
    appliance = TestAppliance.running(directory);
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  /** Declarative Services makes another instance where a service that a plugin refers to is replaced, and nobody else would start it. */
  @Test
  void aPluginThatIsReplacedIsStartedAgain() {
    appliance.release("pump", "1.0.0", "never");
    appliance.change("pump");
    appliance.log.clear();
    BundleContext context = appliance.felix.getBundleContext();
    context.getService(context.getServiceReference(Runnable.class)).run();
    long end = System.nanoTime() + 20_000_000_000L;
    while (!appliance.plugins.health(appliance.router.active().get(0)).healthy()) {
      assertTrue(System.nanoTime() < end, appliance.log::toString);
      Thread.onSpinWait();
    }
    assertEquals(List.of("stop 1.0.0", "prepare 1.0.0", "start 1.0.0"), appliance.log);
  }

  @Test
  void planApproveApplySwapAndRollBack() {
    assertEquals(0, appliance.service.status().running());
    assertTrue(appliance.service.status().ready());
    appliance.release("pump", "1.0.0", "never");
    assertEquals(PackageState.State.VERIFIED, appliance.service.packages().get(0).state());
    assertEquals(1, appliance.plan("pump"));
    assertEquals(PackageState.State.PLANNED, appliance.service.packages().get(0).state());
    assertEquals("SP-APPLY-0002", code(() -> appliance.apply(StepListener.NONE)));
    appliance.approveAs("quinn", PASSWORD);
    assertEquals("SP-APPROVE-0003", code(() -> appliance.approveAs("quinn", PASSWORD)));
    assertEquals("SP-APPROVE-0001", code(() -> appliance.approveAs("mallory", PASSWORD)));
    assertEquals("SP-IDENTITY-0001", code(() -> appliance.approveAs("sam", "wrong".toCharArray())));
    assertEquals(List.of("role security"), appliance.service.candidate().orElseThrow().missing());
    assertEquals("SP-APPLY-0002", code(() -> appliance.apply(StepListener.NONE)));
    assertTrue(appliance.approveAs("sam", PASSWORD).approved());
    assertEquals(PackageState.State.APPROVED, appliance.service.packages().get(0).state());

    appliance.apply(StepListener.NONE);
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertEquals(PackageState.State.ACTIVE, appliance.service.packages().get(0).state());
    assertEquals(List.of(1), appliance.gate.generations());

    appliance.release("pump", "1.1.0", "never");
    Plan plan = appliance.service.plan(new PlanRequest(List.of("pump"), List.of()), ADA);
    assertEquals(2, plan.generation());
    assertEquals("1.1.0", plan.changes().get(0).to().orElseThrow().version());
    assertEquals(List.of("pump"), plan.pausing());
    assertEquals(List.of(new Plan.ComponentDiff("pump", List.of(), List.of(), List.of("org.example:lib 1.0.0 → 1.1.0"))), plan.components());
    assertEquals(List.of(new Plan.Signers("pump", "targets", 2, 2)), plan.signers());
    assertEquals(new Plan.AdvisorySource(0, 0, Optional.empty()), plan.advisories());
    assertEquals(List.of(), plan.licences(), "the licence is known already");
    assertTrue(plan.changelogs().get("pump").contains("changed"));
    assertEquals("IQ,OQ", plan.requalification().get("pump"));
    appliance.approve();
    List<String> steps = new ArrayList<>();
    appliance.log.clear();
    ApplyReport report = appliance.apply((step, phase, detail) -> {
      if (phase == StepListener.Phase.END) {
        steps.add(step);
      }
    });
    assertEquals(List.of("admit", "fetch", "install", "stage", "prove", "switch", "watch", "drain", "commit", "retire", "finish"), steps);
    assertEquals(List.of("prepare 1.1.0", "stop 1.0.0", "start 1.1.0", "bundle stopped 1.0.0"), appliance.log);
    assertEquals(List.of(), report.restarted());
    assertEquals(List.of(), report.warnings());
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    assertEquals(List.of("test.pump 1.1.0"), appliance.installed());
    assertEquals(2, appliance.site.running().running());
    assertEquals(1, appliance.site.running().previous());
    assertEquals(List.of(2), appliance.gate.generations());

    assertEquals("SP-APPLY-0024", code(() -> appliance.service.rollback(7, "sam", PASSWORD, StepListener.NONE)), "nobody goes back to another one than they were told");
    ApplyReport back = appliance.service.rollback(1, "sam", PASSWORD, StepListener.NONE);
    assertEquals(1, back.generation());
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertEquals(List.of("test.pump 1.0.0"), appliance.installed());
    assertEquals(1, appliance.site.running().running());
    assertEquals("SP-APPLY-0017", code(() -> appliance.service.rollback(1, "sam", PASSWORD, StepListener.NONE)));
    assertEquals(List.of(GenerationInfo.State.SUPERSEDED, GenerationInfo.State.RUNNING), appliance.service.history().stream().map(GenerationInfo::state).toList());
    assertEquals(3, appliance.plan("pump/1.1.0"), "a number is used once");
    assertTrue(appliance.audit.types().containsAll(List.of("generation.planned", "generation.approved", "generation.applied", "generation.rolledback", "package.staged",
        "package.proved", "package.promoted", "package.retired", "generation.refused")));
  }

  @ParameterizedTest
  @CsvSource({"activator, SP-APPLY-0006", "register, SP-APPLY-0011", "prepare, SP-APPLY-0012", "prove, SP-APPLY-0013", "start, SP-APPLY-0012", "health, SP-APPLY-0014"})
  void whatFailsIsTakenBack(String fail, String expected) {
    appliance.release("pump", "1.0.0", "never");
    appliance.change("pump");
    appliance.release("pump", "1.1.0", fail);
    appliance.plan("pump");
    appliance.approve();
    appliance.log.clear();
    assertEquals(expected, code(() -> appliance.apply(StepListener.NONE)));
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertEquals(List.of("test.pump 1.0.0"), appliance.installed());
    assertEquals(List.of(1), appliance.gate.generations());
    if (appliance.log.contains("stop 1.0.0")) {
      assertTrue(appliance.log.lastIndexOf("start 1.0.0") > appliance.log.lastIndexOf("stop 1.0.0"), "it works again: " + appliance.log);
    }
    try (Lease lease = appliance.router.lease("pump").orElseThrow()) {
      assertEquals("1.0.0", lease.version().version());
    }
    assertTrue(appliance.service.status().ready(), appliance.service.status()::toString);
    assertTrue(appliance.service.candidate().isEmpty());
    assertEquals(GenerationInfo.State.ABANDONED, appliance.service.history().get(0).state());
    assertTrue(appliance.audit.entries().stream().anyMatch(entry -> entry.type().equals("generation.abandoned") && entry.code().orElse("").equals(expected)));
    appliance.release("pump", "1.2.0", "never");
    assertEquals(3, appliance.change("pump"), "number 2 is burnt");
    assertEquals(List.of("pump 1.2.0"), appliance.active());
  }

  @Test
  void whatIsKnownAboutComponentsIsInThePlan() throws IOException {
    appliance.vendor.put("advisories/osv.json", """
        [{"id": "X-1", "modified": "2026-11-01T00:00:00Z", "summary": "bad", "database_specific": {"severity": "HIGH"},
          "affected": [{"package": {"purl": "pkg:maven/org.example/lib"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1.0"}]}]}]},
         {"id": "X-2", "modified": "2026-11-02T00:00:00Z", "affected": [{"package": {"purl": "pkg:generic/pump"}, "versions": ["1.0.0", "1.1.0"]}]},
         {"id": "X-3", "modified": "2026-11-01T00:00:00Z", "affected": [{"package": {"purl": "pkg:maven/org.example/other"}, "versions": ["1.0.0"]}]}]""".getBytes());
    appliance.release("pump", "1.0.0", "never");
    Plan first = appliance.service.plan(new PlanRequest(List.of("pump"), List.of()), ADA);
    assertEquals(new Plan.AdvisorySource(1, 3, Optional.of("2026-11-02T00:00:00Z")), first.advisories());
    assertEquals(List.of("comes X-1 org.example:lib 1.0.0 [1.1.0]", "comes X-2 pump 1.0.0 []"), known(first));
    appliance.approve();
    appliance.apply(StepListener.NONE);
    appliance.release("pump", "1.1.0", "never");
    Plan second = appliance.service.plan(new PlanRequest(List.of("pump"), List.of()), ADA);
    assertEquals(List.of("goes X-1 org.example:lib 1.0.0 [1.1.0]", "stays X-2 pump 1.1.0 []"), known(second));
    assertEquals(second.vulnerabilities(), appliance.service.plan(second.generation()).orElseThrow().vulnerabilities(), "as frozen");
  }

  /** What the vendor says of a vulnerability is told beside it; the platform's own components are compared too. */
  @Test
  void whatTheVendorSaysAndWhatThePlatformConsistsOfIsInThePlan() throws IOException {
    Files.writeString(directory.resolve("home/trust/sbom.cdx.json"), """
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "felix", "version": "7.0", "purl": "pkg:maven/org.example/felix@7.0"},
          {"type": "library", "name": "karaf", "version": "4.4", "purl": "pkg:maven/org.example/karaf@4.4"}]}""");
    appliance.vendor.put("advisories/osv.json", """
        [{"id": "X-1", "aliases": ["CVE-1"], "modified": "2026-11-01T00:00:00Z", "affected": [{"package": {"purl": "pkg:maven/org.example/lib"}, "versions": ["1.0.0"]}]},
         {"id": "X-2", "modified": "2026-11-01T00:00:00Z", "affected": [{"package": {"purl": "pkg:maven/org.example/felix"}, "versions": ["7.0"]}]}]""".getBytes());
    appliance.vendor.put("advisories/vex.json", """
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"timestamp": "2026-11-03T00:00:00Z"}, "vulnerabilities": [
          {"id": "CVE-1", "analysis": {"state": "not_affected", "justification": "code_not_reachable"}, "affects": [{"ref": "pkg:maven/org.example/lib@1.0.0"}]},
          {"id": "CVE-9", "ratings": [{"severity": "critical"}], "analysis": {"state": "exploitable"}, "affects": [{"ref": "pkg:generic/pump", "versions": [{"range": "vers:generic/<1.1.0"}]}]}]}""".getBytes());
    appliance.release("pump", "1.0.0", "never");
    Plan plan = appliance.service.plan(new PlanRequest(List.of("pump"), List.of()), ADA);
    assertEquals(List.of("comes CVE-9 pump 1.0.0 [1.1.0]", "comes X-1 org.example:lib 1.0.0 []", "stays X-2 felix 7.0 []"), known(plan));
    assertEquals(List.of(Optional.of("exploitable"), Optional.of("not affected: code not reachable"), Optional.empty()),
        plan.vulnerabilities().stream().sorted(java.util.Comparator.comparing(Plan.Vulnerability::id)).map(Plan.Vulnerability::assessment).toList());
    assertEquals(List.of("platform"), plan.vulnerabilities().stream().filter(found -> found.id().equals("X-2")).map(Plan.Vulnerability::pack).toList());
    assertEquals(plan.vulnerabilities(), appliance.service.plan(plan.generation()).orElseThrow().vulnerabilities(), "as frozen");
  }

  private static List<String> known(Plan plan) {
    return plan.vulnerabilities().stream().map(found -> found.state() + " " + found.id() + " " + found.component() + " " + found.fixed()).sorted().toList();
  }

  @Test
  void aCallThatDoesNotEndKeepsTheOldVersion() {
    appliance.release("pump", "1.0.0", "never");
    appliance.change("pump");
    appliance.release("pump", "1.1.0", "never");
    appliance.plan("pump");
    appliance.approve();
    Lease call = appliance.router.lease("pump").orElseThrow();
    assertEquals("SP-APPLY-0015", code(() -> appliance.apply(StepListener.NONE)));
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    call.close();
    appliance.router.lease("pump").orElseThrow().close();
    appliance.change("pump");
    assertEquals(List.of("pump 1.1.0"), appliance.active());
  }

  @Test
  void aBystanderThatIsRestartedFailsTheApply() throws BundleException {
    Bundle bystander = appliance.felix.getBundleContext().installBundle("test:bystander",
        new ByteArrayInputStream(new io.sallyport.vault.testing.TestJar("bystander", "1.0.0").bytes()));
    bystander.start();
    appliance.release("pump", "1.0.0", "never");
    appliance.plan("pump");
    appliance.approve();
    appliance.features.duringInstall(() -> {
      try {
        bystander.stop();
        bystander.start();
      } catch (BundleException e) {
        throw new IllegalStateException(e);
      }
    });
    assertEquals("SP-APPLY-0009", code(() -> appliance.apply(StepListener.NONE)));
    assertEquals(List.of(), appliance.installed());
  }

  @Test
  void plansThatAreRefused() {
    assertEquals("SP-PLAN-0001", code(() -> appliance.plan("pump")));
    appliance.release("pump", "1.0.0", "never");
    assertEquals("SP-PLAN-0001", code(() -> appliance.plan("pump/2.0.0")));
    assertEquals("SP-PLAN-0002", code(() -> appliance.service.plan(new PlanRequest(List.of(), List.of("pump")), ADA)));
    assertEquals("SP-APPROVE-0005", code(() -> appliance.approveAs("quinn", PASSWORD)));
    assertEquals(1, appliance.plan("pump"));
    assertEquals(2, appliance.plan("pump"), "superseded, as nobody had signed it");
    assertEquals("SP-APPROVE-0005", code(() -> appliance.service.approve(1, "quinn", PASSWORD)), "nobody signs another one than they were shown");
    appliance.approveAs("quinn", PASSWORD);
    assertEquals("SP-PLAN-0007", code(() -> appliance.plan("pump")));
    appliance.service.abandon(ADA, "test");
    assertEquals(3, appliance.change("pump"));
    assertEquals("SP-PLAN-0003", code(() -> appliance.plan("pump")));
    appliance.vendor.remove("packages/pump/1.0.0/package.json");
    appliance.release("valve", "1.0.0", "never");
    assertEquals("SP-PLAN-0004", code(() -> appliance.plan("valve")), "the vendor has withdrawn what runs");
    assertFalse(appliance.service.packages().stream().filter(pack -> pack.version().name().equals("pump")).findFirst().orElseThrow().vouchedFor());
    assertEquals(4, appliance.service.plan(new PlanRequest(List.of("valve"), List.of("pump")), ADA).generation());
  }

  @Test
  void aPlanSaysWhichOneItReplacesAndWhoseSignaturesAreVoid() {
    appliance.release("pump", "1.0.0", "never");
    assertTrue(appliance.service.plan(new PlanRequest(List.of("pump"), List.of()), ADA).json().optionalObject("replaces").isEmpty(), "nothing was planned");
    Plan second = appliance.service.plan(new PlanRequest(List.of("pump"), List.of()), ADA);
    assertEquals(Map.of("generation", 1L, "signers", List.of()), second.json().object("replaces").map());
    appliance.approve();
    appliance.apply(StepListener.NONE);
    appliance.release("pump", "1.1.0", "never");
    appliance.change("pump");
    appliance.release("pump", "1.2.0", "never");
    appliance.plan("pump");
    appliance.approveAs("quinn", PASSWORD);
    appliance.service.rollback(2, "sam", PASSWORD, StepListener.NONE);
    assertTrue(appliance.service.candidate().orElseThrow().stale());
    Plan last = appliance.service.plan(new PlanRequest(List.of("pump"), List.of()), ADA);
    assertEquals(Map.of("generation", 4L, "signers", List.of("quinn")), last.json().object("replaces").map());
  }

  @Test
  void severalPackagesAtOnceAndRemoval() {
    appliance.vendor.release("valve", "capability", "1.0.0", Map.of("a.jar", TestAppliance.plugin("valve", "1.0.0").bytes()), List.of());
    appliance.release("pump", "1.0.0", "never");
    appliance.change("pump", "valve");
    assertEquals(List.of("pump 1.0.0", "valve 1.0.0"), appliance.active());
    appliance.service.plan(new PlanRequest(List.of(), List.of("valve")), ADA);
    appliance.approve();
    appliance.apply(StepListener.NONE);
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertEquals(List.of("test.pump 1.0.0"), appliance.installed());
  }

  @Test
  void tamperedCandidatesAreNotApplied() throws IOException {
    appliance.release("pump", "1.0.0", "never");
    appliance.plan("pump");
    appliance.approve();
    Path plan = appliance.data.resolve("site/candidate/1/plan.json");
    String good = Files.readString(plan);
    Files.writeString(plan, good.replace("\"ada\"", "\"eve\""));
    assertEquals("SP-APPLY-0021", code(() -> appliance.apply(StepListener.NONE)));
    Files.writeString(plan, good);
    Path signed = appliance.data.resolve("site/candidate/1/signed.json");
    String canonical = Files.readString(signed);
    Files.writeString(signed, canonical.replace("\"length\":", "\"length\":1"));
    assertEquals(2, appliance.service.candidate().orElseThrow().missing().size(), "no signature is over these bytes");
    assertEquals("SP-APPLY-0002", code(() -> appliance.apply(StepListener.NONE)));
    Files.writeString(signed, canonical);
    appliance.apply(StepListener.NONE);
    assertEquals(List.of("pump 1.0.0"), appliance.active());
  }

  @Test
  void approvalsThatWereSignedElsewhere() {
    appliance.release("pump", "1.0.0", "never");
    appliance.plan("pump");
    byte[] exported = appliance.service.export();
    ExportedCandidate offline = ExportedCandidate.read(exported, "exported");
    assertTrue(offline.plan().toString().contains("\"pump\""));
    byte[] quinn = Json.write(offline.sign(appliance.pair("quinn"), UTC).toJson());
    assertEquals("SP-APPROVE-0001", code(() -> offline.sign(appliance.pair("mallory"), UTC)));
    SiteRoot.Approver sam = new SiteRoot.Approver("sam", "Sam Okafor", "security");
    for (String other : List.of("mallory", "quinn")) {
      SignedApproval forged = SignedApproval.sign(appliance.pair(other), offline.root(), sam, 1, offline.canonical(), UTC.instant());
      assertEquals("SP-APPROVE-0009", code(() -> appliance.service.importApproval(Json.write(forged.toJson()))));
    }
    assertEquals("SP-APPROVE-0009", code(() -> appliance.service.importApproval(new String(quinn).replace("\"generation\":1", "\"generation\":2").getBytes())));
    assertEquals(1, appliance.service.importApproval(quinn).approvals().size());
    assertEquals("SP-APPROVE-0003", code(() -> appliance.service.importApproval(quinn)));
    assertTrue(appliance.service.importApproval(Json.write(offline.sign(appliance.pair("sam"), UTC).toJson())).approved());
    assertEquals("SP-APPLY-0021", code(() -> ExportedCandidate.read(new String(exported).replace("pump", "pimp").getBytes(), "edited")));
    appliance.apply(StepListener.NONE);
    assertEquals(List.of("pump 1.0.0"), appliance.active());
  }

  @Test
  void contentThatWasChangedInTheVaultIsNotInstalled() throws IOException {
    var pack = appliance.release("pump", "1.0.0", "never");
    appliance.plan("pump");
    appliance.approve();
    Path blob = appliance.vault.require(pack.bundles().get(0).sha256());
    byte[] bytes = Files.readAllBytes(blob);
    bytes[100] ^= 1;
    Files.delete(blob);
    Files.write(blob, bytes);
    assertEquals("SP-VAULT-0003", code(() -> appliance.apply(StepListener.NONE)));
    assertEquals(List.of(), appliance.installed());
    assertEquals(List.of(), appliance.gate.generations());
  }

  @Test
  void whatCannotBeRecordedIsNotPlannedApprovedOrApplied() {
    appliance.release("pump", "1.0.0", "never");
    appliance.plan("pump");
    appliance.approve();
    appliance.audit.fail(true);
    assertEquals("SP-AUDIT-0001", code(() -> appliance.apply(StepListener.NONE)));
    assertEquals(List.of(), appliance.active());
    assertEquals(0, appliance.site.running().running());
    assertEquals("SP-AUDIT-0001", code(() -> appliance.plan("pump")));
  }

  @Test
  void aPackageStoppedByHandLeavesTheRouter() throws BundleException {
    appliance.release("pump", "1.0.0", "never");
    appliance.change("pump");
    var slot = appliance.router.route("pump").active().orElseThrow();
    appliance.service.reconciler().lost(slot);
    assertTrue(appliance.router.lease("pump").isEmpty());
    ProvisionStatus status = appliance.service.status();
    assertFalse(status.ready());
    assertTrue(status.problems().get(0).startsWith("SP-APPLY-0022"));
    appliance.service.reconcile();
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertTrue(appliance.service.status().ready());
  }

  @Test
  void journalDropsATornTailAndRefusesDamage() throws IOException {
    appliance.release("pump", "1.0.0", "never");
    appliance.change("pump");
    Path file = appliance.data.resolve("site/journal.jsonl");
    String whole = Files.readString(file);
    Files.writeString(file, whole + "{\"seq\": 23, \"ti");
    Journal journal = new Journal(appliance.data.resolve("site"), java.time.Clock.systemUTC(), java.util.Optional::empty);
    assertEquals(22, journal.entries().size());
    assertEquals(whole, Files.readString(file));
    Files.writeString(file, whole.replaceFirst("\"fetch\"", "\"fetsh\""));
    assertEquals("SP-APPLY-0020", code(() -> new Journal(appliance.data.resolve("site"), java.time.Clock.systemUTC(), java.util.Optional::empty)));
    RunningPointer pointer = appliance.site.running();
    assertEquals(1, pointer.running());
  }

  static String code(Executable executable) {
    return assertThrows(RefusedException.class, executable).refusal().code();
  }
}
