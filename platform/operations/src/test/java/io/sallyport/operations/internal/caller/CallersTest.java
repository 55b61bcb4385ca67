package io.sallyport.operations.internal.caller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.operations.internal.testing.Bundles;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallersTest {
  private final MemoryAuditLog log = new MemoryAuditLog();
  private final AuditTrail trail = new AuditTrailService("opcua", log);

  @Test
  void theCallerIsThePackageOfItsBundle() {
    assertEquals("opcua", CallingPackage.of(Bundles.of("io.sallyport.connector.opcua", Map.of("Sallyport-Package", "opcua;version=1.0.0"))));
    assertEquals("opcua", CallingPackage.of(Bundles.of("io.sallyport.connector.opcua", Map.of("Sallyport-Package", " opcua , other"))));
    assertEquals("io.sallyport.shell", CallingPackage.of(Bundles.of("io.sallyport.shell", Map.of())));
  }

  @Test
  void recordsUnderTheCallersName() {
    trail.record("opcua.rejected", "connect", "opc.tcp://127.0.0.1:4840", AuditTrail.Outcome.REFUSED, Map.of("thumbprint", "ab12"));
    AuditEntry entry = log.entries().get(0);
    assertEquals(new Actor.Part("opcua"), entry.actor());
    assertEquals("refused", entry.outcome().text());
    assertEquals("ab12", entry.after().orElseThrow().string("thumbprint"));
  }

  @Test
  void aPluginCannotForgeThePlatformsEntries() {
    for (String type : new String[] {"login.succeeded", "generation.approved", "audit.gap", "insight.raised", "workorder.created", "OPCUA.X", "opcua", "", "a..b"}) {
      IllegalStateException refused = assertThrows(IllegalStateException.class, () -> record(type, Map.of()), type);
      assertTrue(refused.getMessage().startsWith("SP-WORK-0008"), refused.getMessage());
    }
    assertTrue(log.entries().isEmpty());
  }

  @Test
  void payloadsAreRefused() {
    Map<String, String> many = IntStream.range(0, 33).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
    assertThrows(IllegalStateException.class, () -> record("opcua.trusted", many));
    assertThrows(IllegalStateException.class, () -> record("opcua.trusted", Map.of("k", "v".repeat(1025))));
    assertTrue(log.entries().isEmpty());
  }

  @Test
  void aLogThatFailsStopsTheCaller() {
    log.fail(true);
    IllegalStateException refused = assertThrows(IllegalStateException.class, () -> record("opcua.trusted", Map.of()));
    assertTrue(refused.getMessage().startsWith("SP-AUDIT-0001"));
  }

  private void record(String type, Map<String, String> details) {
    trail.record(type, "trust", "certificate", AuditTrail.Outcome.DONE, details);
  }
}
