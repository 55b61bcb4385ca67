package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.GenerationLifeTest.code;
import static io.sallyport.provision.internal.TestAppliance.ADA;
import static io.sallyport.provision.internal.TestAppliance.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.ProvisionStatus;
import io.sallyport.provision.StepListener;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.site.ExportedSite;
import io.sallyport.trust.site.RunningPointer;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRootMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ADR 0044: a file that merely has the name of metadata stops nothing, and the plant's life goes on beside it. */
class StraysTest {
  private static final String STRAY = "SP-TRUST-0121";
  @TempDir
  Path directory;
  private TestAppliance appliance;
  private Path metadata;

  @BeforeEach
  void boot() {
    appliance = TestAppliance.running(directory, "1.0.0", "1.1.0");
    metadata = appliance.site.directory().resolve("metadata");
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  @Test
  void straysAreToldAndTheLifeOfThePlantGoesOn() throws IOException {
    long snapshot = appliance.site.repository().publishedSnapshot();
    byte[] export = appliance.authority.export(SignaturePolicy.CLASSICAL, ADA);
    for (String name : List.of("2.root.json", "999999999.targets.json", "3.targets.json", "999999999.rollback.json", "999999999.snapshot.json", "02.root.json")) {
      Files.write(metadata.resolve(name), export);
    }
    Files.createDirectories(metadata.resolve("1.rollback.json"));
    Files.createDirectories(appliance.site.directory().resolve("candidate/999999999"));
    Files.write(Files.createDirectories(appliance.data.resolve("vendor/roots")).resolve("2.root.json"), export);
    restart();
    ProvisionStatus status = appliance.service.status();
    assertTrue(status.ready(), status.problems().toString());
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    for (String name : List.of("metadata/2.root.json", "metadata/999999999.targets.json", "metadata/3.targets.json", "metadata/999999999.rollback.json",
        "metadata/999999999.snapshot.json", "metadata/02.root.json", "metadata/1.rollback.json", "candidate/999999999", "vendor/roots/2.root.json")) {
      assertTrue(status.alarms().stream().anyMatch(alarm -> alarm.startsWith(STRAY) && alarm.contains(name)), name + ": " + status.alarms());
    }
    assertEquals(9, appliance.service.strays().size());
    assertEquals(9, appliance.audit.types().stream().filter("site.stray"::equals).count(), "each once");

    appliance.release("pump", "1.2.0", "never");
    assertEquals(4, appliance.change("pump"), "the next number that nothing has");
    assertEquals(snapshot + 1, appliance.site.repository().publishedSnapshot());
    appliance.service.rollback(2, "quinn", PASSWORD, StepListener.NONE);
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    assertEquals(2, appliance.site.repository().highestRollback(), "1 is taken");
    assertEquals(2, appliance.authority.importRoot(next(kept()), ADA).version(), "the stray is replaced");
    appliance.release("pump", "1.3.0", "never");
    assertEquals(5, appliance.plan("pump"));
    restart();
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    assertEquals(5, appliance.service.candidate().orElseThrow().plan().generation());
  }

  @Test
  void aFolderInTheWayOfTheNextRootIsMovedAside() throws IOException {
    Files.createDirectories(metadata.resolve("2.root.json/x"));
    restart();
    assertTrue(appliance.service.status().ready());
    assertEquals(2, appliance.authority.importRoot(next(kept()), ADA).version());
    assertTrue(appliance.service.status().ready());
  }

  @Test
  void aDamagedCandidateIsPlannedAgain() throws IOException {
    appliance.release("pump", "1.2.0", "never");
    int number = appliance.plan("pump");
    Files.writeString(appliance.site.directory().resolve("candidate/" + number + "/signed.json"), "garbage");
    restart();
    assertTrue(appliance.service.status().ready());
    assertEquals(Optional.empty(), appliance.service.candidate());
    assertEquals(number + 1, appliance.change("pump"));
    assertFalse(appliance.service.history().isEmpty());
    assertEquals(List.of("pump 1.2.0"), appliance.active());
  }

  @Test
  void anApprovalThatCannotBeReadIsNone() throws IOException {
    appliance.release("pump", "1.2.0", "never");
    int number = appliance.plan("pump");
    Files.writeString(Files.createDirectories(appliance.site.directory().resolve("candidate/" + number + "/approvals")).resolve("x.json"), "garbage");
    appliance.approve();
    appliance.apply(StepListener.NONE);
    assertEquals(List.of("pump 1.2.0"), appliance.active());
  }

  @Test
  void aRootThatWasInForceIsMissed() throws IOException {
    appliance.authority.importRoot(next(kept()), ADA);
    assertEquals(2, appliance.site.running().root().orElseThrow().version());
    byte[] good = Files.readAllBytes(metadata.resolve("2.root.json"));
    Files.writeString(metadata.resolve("2.root.json"), "garbage");
    assertEquals("SP-TRUST-0120", code(this::restart), "the gate admits nothing of the site");
    appliance.service.reconcile();
    assertFalse(appliance.service.status().ready());
    assertTrue(appliance.service.status().problems().get(0).startsWith("SP-TRUST-0120"), appliance.service.status().problems().toString());
    Files.write(metadata.resolve("2.root.json"), good);
    restart();
    assertTrue(appliance.service.status().ready());
    assertEquals(List.of("pump 1.1.0"), appliance.active());
  }

  @Test
  void afterAnUpgradeTheLogSaysWhichRootWasInForce() throws IOException {
    appliance.authority.importRoot(next(kept()), ADA);
    forgetRoot();
    restart();
    assertTrue(appliance.service.status().ready());
    assertEquals(2, appliance.site.running().root().orElseThrow().version(), "remembered from now on");
    byte[] good = Files.readAllBytes(metadata.resolve("2.root.json"));
    forgetRoot();
    Files.delete(metadata.resolve("2.root.json"));
    restart();
    assertTrue(appliance.service.status().problems().get(0).startsWith("SP-TRUST-0120"), appliance.service.status().problems().toString());
    assertEquals(2, appliance.authority.importRoot(good, ADA).version());
    restart();
    assertTrue(appliance.service.status().ready());
  }

  /** An appliance of the release before, into whose metadata somebody exported. */
  @Test
  void afterAnUpgradeAStrayStopsNothing() throws IOException {
    Files.write(metadata.resolve("2.root.json"), appliance.authority.export(SignaturePolicy.CLASSICAL, ADA));
    forgetRoot();
    restart();
    assertTrue(appliance.service.status().ready(), appliance.service.status().problems().toString());
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    assertEquals(1, appliance.site.running().root().orElseThrow().version());
  }

  @Test
  void aRootThatTheQuorumSignedIsInForceThoughItWasPutThereByHand() throws IOException {
    Files.write(metadata.resolve("2.root.json"), next(kept()));
    restart();
    assertTrue(appliance.service.status().ready());
    assertEquals(2, appliance.site.running().root().orElseThrow().version());
    assertTrue(appliance.audit.types().contains("site.rotated"));
  }

  private void restart() {
    appliance.restart(true, Optional.empty());
    appliance.service.reconcile();
  }

  private void forgetRoot() {
    RunningPointer now = appliance.site.running();
    new RunningPointer(now.sequence() + 1, now.running(), now.previous(), now.admitted(), now.time()).write(appliance.site.directory(), appliance.site.applianceSigners());
  }

  private Map<Integer, String> kept() {
    return ExportedSite.read(appliance.authority.export(SignaturePolicy.CLASSICAL, ADA), "exported").generations();
  }

  private byte[] next(Map<Integer, String> kept) {
    SiteRoot now = ExportedSite.read(appliance.authority.export(SignaturePolicy.CLASSICAL, ADA), "exported").inForce("exported");
    JsonObject unsigned = new SiteRootMaker(Clock.systemUTC()).next(now, appliance.charter("rosa", "sam"), kept, appliance.applianceKey.paired().key());
    return Envelope.sign(unsigned, appliance.key("quinn"), appliance.key("sam"), appliance.key("rosa")).toBytes();
  }
}
