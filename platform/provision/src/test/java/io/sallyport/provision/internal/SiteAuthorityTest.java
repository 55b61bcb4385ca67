package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.GenerationLifeTest.code;
import static io.sallyport.provision.internal.TestAppliance.ADA;
import static io.sallyport.provision.internal.TestAppliance.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.identity.User;
import io.sallyport.provision.PackageState;
import io.sallyport.provision.Plan;
import io.sallyport.provision.StepListener;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Signature;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ExportedCandidate;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRootMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may approve, and what happens when that changes, or when the vendor changes its mind. */
class SiteAuthorityTest {
  @TempDir
  Path directory;
  private TestAppliance appliance;

  @BeforeEach
  void boot() {
    appliance = TestAppliance.running(directory, "1.0.0");
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  @Test
  void theSiteRootChangesWhileThePlantRuns() {
    appliance.release("pump", "1.1.0", "never");
    appliance.plan("pump");
    appliance.approveAs("quinn", PASSWORD);
    SiteRoot next = appliance.authority.importRoot(next(kept(), "quinn", "sam", "rosa"), ADA);
    assertEquals(2, next.version());
    assertEquals(List.of(1), appliance.gate.generations());
    assertEquals("SP-APPROVE-0014", code(() -> appliance.approveAs("sam", PASSWORD)), "the open candidate is void");
    appliance.plan("pump");
    assertEquals("SP-APPROVE-0001", code(() -> appliance.approveAs("quinn", PASSWORD)));
    appliance.approveAs("rosa", PASSWORD);
    appliance.approveAs("sam", PASSWORD);
    appliance.apply(StepListener.NONE);
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    assertEquals("SP-APPROVE-0001", code(() -> appliance.service.rollback(1, "quinn", PASSWORD, StepListener.NONE)));
    appliance.service.rollback(1, "rosa", PASSWORD, StepListener.NONE);
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    appliance.restart(true, Optional.empty());
    appliance.service.reconcile();
    assertEquals(List.of("pump 1.0.0"), appliance.active(), "approved under the first root, kept by the second");
    assertTrue(appliance.audit.types().contains("site.rotated"));
  }

  @Test
  void rootsThatAreRefused() {
    assertEquals("SP-PLAN-0017", code(() -> appliance.authority.importRoot(next(Map.of(), "quinn", "sam", "rosa"), ADA)), "it would stop the plant");
    assertEquals("SP-TRUST-0011", code(() -> appliance.authority.importRoot(next(kept(), "rosa", "sam"), ADA)), "not signed as the old root demands");
    assertEquals("SP-TRUST-0011", code(() -> appliance.authority.importRoot(next(kept(), "quinn", "sam"), ADA)), "not signed as the new root demands");
    SiteRoot now = appliance.authority.root().orElseThrow();
    JsonObject stranger = new SiteRootMaker(Clock.systemUTC()).first(appliance.charter("rosa", "sam"), PairedKey.of(appliance.key("mallory").key())).toBuilder().put("version", 2).build();
    assertEquals("SP-PLAN-0013", code(() -> appliance.authority.importRoot(signed(stranger, "quinn", "sam", "rosa"), ADA)), "another appliance's key");
    assertEquals(now.sha256(), appliance.authority.root().orElseThrow().sha256());
    assertEquals(4, appliance.audit.types().stream().filter("site.refused"::equals).count());
    assertEquals(List.of("pump 1.0.0"), appliance.active());
  }

  /** The site turns hybrid while the plant runs; from then on one kind of signatures is not enough for anything. */
  @Test
  void theSiteTurnsHybridWhileThePlantRuns() {
    appliance.extend("rosa", "sam");
    assertEquals("SP-PLAN-0013", code(() -> appliance.authority.importRoot(hybrid(new TestApplianceKey(directory.resolve("other")).extended().key(), "quinn", "rosa", "sam"), ADA)), "another appliance's ML-DSA-87 key");
    PairedKey key = ExportedSite.read(appliance.authority.export(SignaturePolicy.HYBRID, ADA), "exported").appliance();
    assertTrue(appliance.audit.types().contains("appliance.key"));
    byte[] classicalOnly = signed(Envelope.parse(hybrid(key, "quinn", "rosa", "sam"), "root").signed(), "quinn", "rosa", "sam");
    assertEquals("SP-TRUST-0083", code(() -> appliance.authority.importRoot(classicalOnly, ADA)));
    assertEquals(SignaturePolicy.HYBRID, appliance.authority.importRoot(hybrid(key, "quinn", "rosa", "sam"), ADA).root().policy());
    assertEquals(List.of(1), appliance.gate.generations(), "approved by classical keys, kept by the hybrid root");

    appliance.release("pump", "1.1.0", "never");
    int number = appliance.plan("pump");
    ExportedCandidate offline = ExportedCandidate.read(appliance.service.export(), "candidate");
    assertEquals("SP-APPROVE-0020", code(() -> offline.sign(PairedSigner.of(appliance.key("rosa")), Clock.systemUTC())));
    JsonObject rosa = offline.sign(appliance.pair("rosa"), Clock.systemUTC()).toJson();
    assertEquals("SP-APPROVE-0020", code(() -> appliance.service.importApproval(Json.write(without(rosa, "post_quantum")))));
    JsonObject sams = offline.sign(appliance.pair("sam"), Clock.systemUTC()).toJson();
    assertEquals("SP-APPROVE-0009", code(() -> appliance.service.importApproval(Json.write(rosa.toBuilder().put("post_quantum", sams.object("post_quantum")).build()))), "another person's half");
    appliance.service.importApproval(Json.write(rosa));
    assertEquals(List.of("role security"), appliance.service.candidate().orElseThrow().missing());
    appliance.approveAs("sam", PASSWORD);
    appliance.apply(StepListener.NONE);
    assertEquals(List.of("pump 1.1.0"), appliance.active());

    Path metadata = appliance.site.directory().resolve("metadata");
    byte[] good = bytes(metadata.resolve(number + ".targets.json"));
    strip(metadata.resolve(number + ".targets.json"), appliance.pair("sam").postQuantum().orElseThrow());
    assertEquals("SP-TRUST-0083", code(() -> appliance.site.repository().generation(number)), "a signature taken away on disk");
    AtomicFiles.write(metadata.resolve(number + ".targets.json"), good);

    appliance.release("pump", "1.2.0", "never");
    appliance.plan("pump");
    appliance.approveAs("rosa", PASSWORD);
    appliance.approveAs("sam", PASSWORD);
    appliance.apply(StepListener.NONE);
    appliance.service.rollback(number, "rosa", PASSWORD, StepListener.NONE);
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    strip(metadata.resolve("1.rollback.json"), appliance.pair("rosa").postQuantum().orElseThrow());
    assertEquals("SP-TRUST-0083", code(() -> appliance.site.repository().rollback(1)));
    appliance.restart(true, Optional.empty());
    appliance.service.reconcile();
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    strip(appliance.site.directory().resolve("running.json"), appliance.applianceKey.paired().postQuantum().orElseThrow());
    assertEquals("SP-TRUST-0083", code(() -> appliance.site.running()));
  }

  /** A hybrid site goes back to classical signatures only if its hybrid quorum says so. */
  @Test
  void whoHoldsOnlyClassicalKeysDoesNotTakeTheSiteBack() {
    appliance.extend("rosa", "sam");
    PairedKey key = ExportedSite.read(appliance.authority.export(SignaturePolicy.HYBRID, ADA), "exported").appliance();
    appliance.authority.importRoot(hybrid(key, "quinn", "rosa", "sam"), ADA);
    JsonObject classical = new SiteRootMaker(Clock.systemUTC()).next(appliance.authority.root().orElseThrow(), appliance.charter("rosa", "sam"), kept(), key);
    assertEquals("SP-TRUST-0083", code(() -> appliance.authority.importRoot(signed(classical, "rosa", "sam"), ADA)));
    assertEquals(SignaturePolicy.CLASSICAL, appliance.authority.importRoot(pairSigned(classical, "rosa", "sam"), ADA).root().policy());
    assertEquals(1, appliance.site.running().running(), "the pointer is signed for the root that holds now");
  }

  private byte[] hybrid(PairedKey applianceKey, String... signers) {
    SiteRoot now = appliance.authority.root().orElseThrow();
    return pairSigned(new SiteRootMaker(Clock.systemUTC()).next(now, appliance.charter(SignaturePolicy.HYBRID, "rosa", "sam"), kept(), applianceKey), signers);
  }

  private byte[] pairSigned(JsonObject root, String... signers) {
    return Envelope.sign(root, Stream.of(signers).flatMap(person -> appliance.pair(person).halves().stream()).toArray(Signer[]::new)).toBytes();
  }

  private static JsonObject without(JsonObject json, String field) {
    Map<String, Object> rest = new LinkedHashMap<>(json.map());
    rest.remove(field);
    return JsonObject.of(rest);
  }

  private static void strip(Path file, Signer signer) {
    Envelope envelope = Envelope.parse(bytes(file), file.toString());
    List<Signature> rest = envelope.signatures().stream().filter(signature -> !signature.keyid().equals(signer.key().id())).toList();
    assertEquals(envelope.signatures().size() - 1, rest.size());
    AtomicFiles.write(file, new Envelope(envelope.signed(), rest).toBytes());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By another account: what counts is the person. */
  @Test
  void whoImportedAPackageByAnotherAccountDoesNotApproveIt() {
    appliance.accounts.add(new User("sam2", "Sam O.", "sam", Set.of("operator"), true));
    appliance.accounts.add(new User("ivan2", "Sam O.", "sam2", Set.of("integrator"), true)); // names the person by the second account
    appliance.vendor.release("pump", "capability", "1.1.0", TestAppliance.plugin("pump", "1.1.0").bytes());
    appliance.importAll(new Actor.Person("ivan2", "integrator"));
    Plan plan = appliance.service.plan(new io.sallyport.provision.PlanRequest(List.of("pump"), List.of()), ADA);
    assertEquals(List.of("ivan2"), plan.json().strings("importers"));
    assertEquals(List.of("ivan2", "sam", "sam2"), plan.json().objects("persons").get(0).strings("accounts"), "approvers are told");
    assertEquals("SP-APPROVE-0013", code(() -> appliance.approveAs("sam", PASSWORD)));
    appliance.approveAs("quinn", PASSWORD);
  }

  @Test
  void whoImportedAPackageDoesNotApproveIt() {
    appliance.vendor.release("pump", "capability", "1.1.0", TestAppliance.plugin("pump", "1.1.0").bytes());
    appliance.importAll(new Actor.Person("sam", "security"));
    Plan plan = appliance.service.plan(new io.sallyport.provision.PlanRequest(List.of("pump"), List.of()), ADA);
    assertEquals(List.of("sam"), plan.json().strings("importers"));
    appliance.approveAs("quinn", PASSWORD);
    assertEquals("SP-APPROVE-0013", code(() -> appliance.approveAs("sam", PASSWORD)));
    assertEquals(1, appliance.service.candidate().orElseThrow().approvals().size());
    appliance.service.abandon(ADA, "test");
    assertTrue(appliance.directory.resolve("data/vault/imports").toFile().listFiles().length == 2);
    Stream.of(appliance.directory.resolve("data/vault/imports").toFile().listFiles()).forEach(java.io.File::delete);
    assertEquals("SP-PLAN-0018", code(() -> appliance.plan("pump")), "a record taken away makes nobody an approver");
  }

  @Test
  void whatTheVendorWithdrawsRunsOnWithAnAlarmAndAProposal() {
    appliance.service.lookForWithdrawals(true);
    assertEquals(List.of(), appliance.service.status().alarms());
    assertFalse(appliance.audit.types().contains("package.withdrawn"));

    appliance.vendor.remove("packages/pump/1.0.0/package.json");
    appliance.vendor.release("pump", "capability", "1.1.0", TestAppliance.plugin("pump", "1.1.0").bytes());
    appliance.importAll(ADA);
    appliance.service.lookForWithdrawals(true);
    String alarm = appliance.service.status().alarms().get(0);
    assertTrue(alarm.startsWith("SP-PLAN-0019") && alarm.contains("generation:plan pump/1.1.0"), alarm);
    assertTrue(appliance.service.status().ready());
    assertTrue(appliance.audit.types().contains("package.withdrawn"));
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertEquals("1.1.0", appliance.service.candidate().orElseThrow().plan().changes().get(0).to().orElseThrow().version(), "a proposal, which nobody has signed");

    appliance.restart(true, Optional.empty());
    appliance.service.reconcile();
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertEquals(1, appliance.service.status().alarms().size());
    assertFalse(appliance.service.packages().stream().filter(pack -> pack.state() == PackageState.State.ACTIVE).findFirst().orElseThrow().vouchedFor());
    appliance.approve();
    appliance.apply(StepListener.NONE);
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    assertEquals(List.of(), appliance.service.status().alarms());
  }

  @Test
  void whatHasNoSuccessorIsProposedToBeTakenOut() {
    appliance.vendor.remove("packages/pump/1.0.0/package.json");
    appliance.importAll(ADA);
    appliance.service.lookForWithdrawals(false);
    assertTrue(appliance.service.candidate().isEmpty(), "told only");
    appliance.service.lookForWithdrawals(true);
    assertTrue(appliance.service.status().alarms().get(0).contains("generation:plan --remove pump"), appliance.service.status()::toString);
    assertTrue(appliance.service.candidate().orElseThrow().plan().changes().get(0).to().isEmpty());
    assertEquals(List.of("pump 1.0.0"), appliance.active());
  }

  private Map<Integer, String> kept() {
    return ExportedSite.read(appliance.authority.export(SignaturePolicy.CLASSICAL, ADA), "exported").generations();
  }

  /** The root that takes quinn out and rosa in. */
  private byte[] next(Map<Integer, String> kept, String... signers) {
    SiteRoot now = ExportedSite.read(appliance.authority.export(SignaturePolicy.CLASSICAL, ADA), "exported").inForce("exported");
    return signed(new SiteRootMaker(Clock.systemUTC()).next(now, appliance.charter("rosa", "sam"), kept, appliance.applianceKey.paired().key()), signers);
  }

  private byte[] signed(JsonObject root, String... signers) {
    return Envelope.sign(root, Stream.of(signers).map(appliance::key).toArray(Signer[]::new)).toBytes();
  }
}
