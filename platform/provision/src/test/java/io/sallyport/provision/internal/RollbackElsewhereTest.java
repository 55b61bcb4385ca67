package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.GenerationLifeTest.code;
import static io.sallyport.provision.internal.TestAppliance.ADA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.provision.StepListener;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.ExportedRollback;
import io.sallyport.trust.site.Rollback;
import io.sallyport.trust.site.SiteRoot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Going back on a signature that was made on another machine, and everything that must not count as one. */
class RollbackElsewhereTest {
  private static final SiteRoot.Approver SAM = new SiteRoot.Approver("sam", "Sam Okafor", "security");

  @TempDir
  Path directory;
  private TestAppliance appliance;

  @BeforeEach
  void twoGenerations() {
    appliance = TestAppliance.running(directory, "1.0.0", "1.1.0");
  }

  @AfterEach
  void stop() {
    appliance.close();
  }

  @Test
  void oneApproversSignatureFromElsewhereIsEnough() {
    ExportedRollback exported = exported();
    assertEquals(List.of("Back from generation 2 to generation 1", "  pump: 1.1.0 → 1.0.0"), exported.lines());
    byte[] signed = signed("sam");
    assertEquals(1, go(signed));
    assertEquals(List.of("pump 1.0.0"), appliance.active());
    assertEquals("sam", appliance.site.repository().rollback(1).signer(appliance.site.repository().root()).orElseThrow().user());
    assertTrue(appliance.audit.entries().stream().anyMatch(entry -> entry.type().equals("generation.approved") && entry.action().equals("roll back elsewhere")));
    assertEquals("SP-ROLLBACK-0021", code(() -> go(signed)), "once");
    assertEquals("SP-APPLY-0017", code(() -> appliance.service.exportRollback(1)));
  }

  @Test
  void whatNobodyOfTheSiteHasSignedIsRefused() {
    assertEquals("SP-APPROVE-0001", code(() -> signed("mallory")), "the tool does not sign for a stranger");
    JsonObject unsigned = exported().unsigned();
    assertEquals("SP-TRUST-0011", code(() -> go(Rollback.sign(unsigned, appliance.pair("mallory"), appliance.site.repository().root(), SAM, Instant.now()).with(appliance.key("mallory")).toBytes())));
    assertEquals("SP-TRUST-0011", code(() -> go(new Envelope(unsigned, List.of()).toBytes())));
    assertEquals("SP-ROLLBACK-0023", code(() -> go(Rollback.sign(unsigned, appliance.pair("quinn"), appliance.site.repository().root(), SAM, Instant.now()).toBytes())), "quinn in the name of sam");
    assertEquals("SP-ROLLBACK-0023", code(() -> go(Envelope.sign(unsigned, appliance.key("quinn")).toBytes())), "without a record");
    assertRunsOn();
  }

  @Test
  void whatSaysSomethingElseIsRefused() {
    JsonObject unsigned = exported().unsigned();
    assertEquals("SP-ROLLBACK-0020", code(() -> go("{\"signatures\": [], \"signed\": {\"_type\": \"root\"}}".getBytes(StandardCharsets.UTF_8))));
    assertEquals("SP-TRUST-0053", code(() -> go(signed(unsigned.toBuilder().put("targets", JsonObject.builder().build()).build()))));
    assertEquals("SP-ROLLBACK-0020", code(() -> go(signed(unsigned.toBuilder().put("more", 1).build()))));
    JsonObject custom = unsigned.object("custom");
    assertEquals("SP-TRUST-0053", code(() -> go(signed(unsigned.toBuilder().put("custom", custom.toBuilder().put("fromSha256", "0".repeat(64)).build()).build()))));
    assertEquals("SP-ROLLBACK-0021", code(() -> go(signed(unsigned.toBuilder().put("custom", custom.toBuilder().put("to", 0).build()).build()))));
    assertEquals("SP-ROLLBACK-0022", code(() -> go(signed(unsigned.toBuilder().put("version", 7).build()))));
    byte[] other = new String(appliance.service.exportRollback(1), StandardCharsets.UTF_8).replace("1.1.0", "1.1.1").getBytes(StandardCharsets.UTF_8);
    assertEquals("SP-ROLLBACK-0020", code(() -> ExportedRollback.read(other, "edited")), "shown is what is signed");
    assertEquals("SP-APPLY-0024", code(() -> appliance.service.exportRollback(2)));
    assertRunsOn();
  }

  @Test
  void aSignatureFromBeforeTheNextGenerationIsVoid() {
    byte[] signed = signed("sam");
    appliance.release("pump", "1.2.0", "never");
    appliance.change("pump");
    assertEquals("SP-ROLLBACK-0021", code(() -> go(signed)));
    assertEquals(List.of("pump 1.2.0"), appliance.active());
  }

  @Test
  void whatFailedCanBeTriedAgainOnTheSameSignature() {
    byte[] signed = signed("sam");
    appliance.features.duringInstall(() -> {
      throw new IllegalStateException("the disk is full");
    });
    assertEquals("SP-APPLY-0006", code(() -> go(signed)));
    assertRunsOn();
    appliance.features.duringInstall(() -> {});
    assertEquals(1, go(signed));
    assertEquals(List.of("pump 1.0.0"), appliance.active());
  }

  private void assertRunsOn() {
    assertEquals(List.of("pump 1.1.0"), appliance.active());
    assertEquals(2, appliance.site.running().running());
  }

  private int go(byte[] signed) {
    return appliance.service.importRollback(signed, ADA, StepListener.NONE).generation();
  }

  private ExportedRollback exported() {
    return ExportedRollback.read(appliance.service.exportRollback(1), "exported");
  }

  private byte[] signed(String person) {
    return exported().sign(appliance.pair(person), Clock.systemUTC()).toBytes();
  }

  private byte[] signed(JsonObject unsigned) {
    return Rollback.sign(unsigned, appliance.pair("sam"), appliance.site.repository().root(), SAM, Instant.now()).toBytes();
  }
}
