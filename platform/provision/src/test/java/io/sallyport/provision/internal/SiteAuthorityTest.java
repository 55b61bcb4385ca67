package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.GenerationLifeTest.code;
import static io.sallyport.provision.internal.TestAppliance.ADA;
import static io.sallyport.provision.internal.TestAppliance.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.provision.PackageState;
import io.sallyport.provision.Plan;
import io.sallyport.provision.StepListener;
import io.sallyport.trust.Algorithm;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PostQuantum;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRootMaker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    appliance = new TestAppliance(directory);
    appliance.service.reconcile();
    appliance.release("pump", "1.0.0", "never");
    appliance.change("pump");
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
    JsonObject stranger = new SiteRootMaker(Clock.systemUTC()).first(appliance.charter("rosa", "sam"), appliance.key("mallory").key()).toBuilder().put("version", 2).build();
    assertEquals("SP-PLAN-0013", code(() -> appliance.authority.importRoot(signed(stranger, "quinn", "sam", "rosa"), ADA)), "another appliance's key");
    assertEquals(now.sha256(), appliance.authority.root().orElseThrow().sha256());
    assertEquals(4, appliance.audit.types().stream().filter("site.refused"::equals).count());
    assertEquals(List.of("pump 1.0.0"), appliance.active());
  }

  @Test
  void aRootThatNobodyHereCouldApproveUnderIsRefused() {
    Signer rosa = KeyFile.create(directory.resolve("rosa-pq.p12"), "of this test".toCharArray(), Algorithm.ML_DSA_87);
    Signer sam = KeyFile.create(directory.resolve("sam-pq.p12"), "of this test".toCharArray(), Algorithm.ML_DSA_87);
    Quorum both = PostQuantum.quorum(List.of(rosa.key(), sam.key()), 2);
    byte[] classical = next(kept(), "quinn", "sam", "rosa");
    JsonObject root = Envelope.parse(classical, "root").signed();
    JsonObject people = root.object("custom").object("approvers");
    JsonObject.Builder more = people.toBuilder();
    people.keys().forEach(id -> more.put(people.object(id).string("user").equals("rosa") ? rosa.key().id() : sam.key().id(), people.object(id)));
    JsonObject hybrid = root.toBuilder().put("custom", root.object("custom").toBuilder().put("approvers", more.build()).build())
        .put(PostQuantum.FIELD, new PostQuantum(SignaturePolicy.HYBRID, Map.of("root", both, "targets", both, "snapshot", both, "timestamp", both)).toJson()).build();
    byte[] bytes = Envelope.parse(signed(hybrid, "quinn", "sam", "rosa"), "root").with(rosa).with(sam).toBytes();
    assertEquals("SP-PLAN-0013", code(() -> appliance.authority.importRoot(bytes, ADA)));
    assertEquals(2, appliance.authority.importRoot(classical, ADA).version());
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
    return ExportedSite.read(appliance.authority.export(), "exported").generations();
  }

  /** The root that takes quinn out and rosa in. */
  private byte[] next(Map<Integer, String> kept, String... signers) {
    SiteRoot now = ExportedSite.read(appliance.authority.export(), "exported").inForce("exported");
    return signed(new SiteRootMaker(Clock.systemUTC()).next(now, appliance.charter("rosa", "sam"), kept), signers);
  }

  private byte[] signed(JsonObject root, String... signers) {
    return Envelope.sign(root, Stream.of(signers).map(appliance::key).toArray(Signer[]::new)).toBytes();
  }
}
