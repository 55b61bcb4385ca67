package io.sallyport.operations.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.operations.InsightQuery;
import io.sallyport.operations.StoredInsight;
import io.sallyport.operations.internal.testing.Derby;
import io.sallyport.trust.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InsightStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final Instant FROM = Instant.parse("2026-11-24T08:00:00.123456789Z");

  private final MemoryAuditLog log = new MemoryAuditLog();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final OperationsDatabase operations = new OperationsDatabase(Derby.inMemory(UUID.randomUUID().toString()), clock);
  private final InsightStore store = new InsightStore(operations.database(), log, clock);

  @Test
  void keepsEverythingExactly() {
    Insight insight = insight(UUID.randomUUID(), "radiator-1", Severity.HIGH, FROM, Optional.empty());
    store.raise(insight, "predictive-maintenance");
    StoredInsight stored = store.find(insight.id()).orElseThrow();
    assertEquals(insight, stored.insight());
    assertEquals(insight.evidence().to(), stored.detected());
    assertEquals(NOW, stored.stored());
    AuditEntry entry = log.entries().get(0);
    assertEquals("insight.raised", entry.type());
    assertEquals("raise", entry.action());
    assertEquals("insight/" + insight.id(), entry.object());
    assertEquals("a".repeat(64), entry.digests().get("model"));
  }

  @Test
  void aRuleNeedsNoModel() {
    Insight insight = Insight.begun("pump-1", Severity.MEDIUM, "V1 is above its limit", FROM, Evidence.ofRule("pressure: above 10 bar", "V1", 12.5, 10, "bar", FROM, FROM));
    store.raise(insight, "acme-limits");
    assertEquals(insight, store.find(insight.id()).orElseThrow().insight());
    assertEquals(Optional.empty(), store.find(insight.id()).orElseThrow().insight().evidence().model());
    assertTrue(log.entries().get(0).digests().isEmpty());
    store.raise(insight.ended(FROM.plusSeconds(1)), "acme-limits");
    assertEquals(0, store.open());
  }

  @Test
  void raisingAgainUpdatesAndClosesTheSameInsight() {
    UUID id = UUID.randomUUID();
    store.raise(insight(id, "radiator-1", Severity.MEDIUM, FROM, Optional.empty()), "predictive-maintenance");
    store.raise(insight(id, "radiator-1", Severity.CRITICAL, FROM, Optional.empty()), "predictive-maintenance");
    assertEquals(1, store.open());
    store.raise(insight(id, "radiator-1", Severity.CRITICAL, FROM, Optional.of(FROM.plusSeconds(60))), "predictive-maintenance");
    assertEquals(0, store.open());
    List<StoredInsight> all = store.list(InsightQuery.newest(10));
    assertEquals(1, all.size());
    assertEquals(Severity.CRITICAL, all.get(0).insight().severity());
    assertEquals(Optional.of(FROM.plusSeconds(60)), all.get(0).insight().until());
    assertEquals(List.of("raise", "update", "close"), log.entries().stream().map(AuditEntry::action).toList());
    assertEquals("MEDIUM", log.entries().get(1).before().orElseThrow().string("severity"));
  }

  @Test
  void findsByAssetSeverityTimeAndState() {
    put("radiator-1", Severity.NORMAL, 0, 10);
    put("radiator-1", Severity.CRITICAL, 100, -1);
    put("pump-1", Severity.HIGH, 200, 210);
    assertEquals(3, store.list(InsightQuery.newest(10)).size());
    assertEquals("pump-1", store.list(InsightQuery.newest(1)).get(0).insight().asset());
    assertEquals(2, store.list(InsightQuery.newest(10).ofAsset("radiator-1")).size());
    assertEquals(2, store.list(InsightQuery.newest(10).atLeast(Severity.HIGH)).size());
    assertEquals(1, store.list(InsightQuery.newest(10).open()).size());
    assertEquals(2, store.list(InsightQuery.newest(10).since(FROM.plusSeconds(50))).size());
    assertEquals(1, store.list(InsightQuery.newest(10).ofAsset("radiator-1").atLeast(Severity.MEDIUM).since(FROM).open()).size());
  }

  @Test
  void whatCannotBeRecordedIsNotStored() {
    Insight insight = insight(UUID.randomUUID(), "radiator-1", Severity.HIGH, FROM, Optional.empty());
    log.fail(true);
    assertEquals("SP-WORK-0007", refused(() -> store.raise(insight, "predictive-maintenance")));
    assertTrue(store.find(insight.id()).isEmpty());
    log.fail(false);
    store.raise(insight, "predictive-maintenance");
    assertTrue(store.find(insight.id()).isPresent());
  }

  @Test
  void aPackageRaisesOnlyItsOwnInsights() {
    Insight insight = insight(UUID.randomUUID(), "radiator-1", Severity.HIGH, FROM, Optional.empty());
    store.raise(insight, "predictive-maintenance");
    assertEquals("SP-WORK-0003", refused(() -> store.raise(insight, "other")));
    assertEquals("predictive-maintenance", store.find(insight.id()).orElseThrow().capability());
    Insight stolen = new Insight(insight.id(), "radiator-1", Severity.NORMAL, "nothing", FROM, Optional.of(FROM), insight.evidence(), "c");
    assertEquals("SP-WORK-0003", refused(() -> store.raise(stolen, "other")));
    assertEquals(insight, store.find(insight.id()).orElseThrow().insight());
  }

  @Test
  void whatLastedWhenThePlatformStoppedIsEndedAtTheNextStart() {
    UUID lasting = UUID.randomUUID();
    store.raise(insight(lasting, "radiator-1", Severity.HIGH, FROM, Optional.empty()), "predictive-maintenance");
    put("radiator-1", Severity.HIGH, 100, 110);
    InsightStore restarted = new InsightStore(operations, log);
    assertEquals(0, restarted.open());
    assertEquals(Optional.of(FROM.plusSeconds(2)), restarted.find(lasting).orElseThrow().insight().until());
    assertEquals(List.of("raise", "close", "close"), log.entries().stream().map(AuditEntry::action).toList());
    assertEquals(List.of(lasting), restarted.lasting("predictive-maintenance").stream().map(Insight::id).toList(), "what the capability has not ended itself");
    assertEquals(List.of(), restarted.lasting("other"));
    Insight goneOn = insight(lasting, "radiator-1", Severity.HIGH, FROM, Optional.empty());
    restarted.raise(goneOn, "predictive-maintenance");
    assertEquals(List.of(goneOn), restarted.lasting("predictive-maintenance"));
    restarted.raise(goneOn.ended(FROM), "predictive-maintenance");
    assertEquals(List.of(), restarted.lasting("predictive-maintenance"));
    put("radiator-1", Severity.HIGH, 200, -1);
    log.fail(true);
    assertEquals(1, new InsightStore(operations, log).open(), "what cannot be recorded is not done, and the store opens");
  }

  @Test
  void refusesWhatCannotBeKept() {
    Evidence good = evidence(1.0);
    for (Insight bad : List.of(
        new Insight(UUID.randomUUID(), "a", Severity.HIGH, "t".repeat(513), FROM, Optional.empty(), good, "c"),
        new Insight(UUID.randomUUID(), " ", Severity.HIGH, "t", FROM, Optional.empty(), good, "c"),
        new Insight(UUID.randomUUID(), "a", null, "t", FROM, Optional.empty(), good, "c"),
        new Insight(UUID.randomUUID(), "a", Severity.HIGH, "t", Instant.MAX, Optional.empty(), good, "c"),
        new Insight(UUID.randomUUID(), "a", Severity.HIGH, "t", FROM, Optional.empty(), evidence(Double.NaN), "c"))) {
      assertEquals("SP-WORK-0002", refused(() -> store.raise(bad, "p")), bad.toString());
    }
    assertTrue(log.entries().isEmpty());
  }

  private void put(String asset, Severity severity, int from, int until) {
    store.raise(insight(UUID.randomUUID(), asset, severity, FROM.plusSeconds(from),
        until < 0 ? Optional.empty() : Optional.of(FROM.plusSeconds(until))), "predictive-maintenance");
  }

  private static Insight insight(UUID id, String asset, Severity severity, Instant from, Optional<Instant> until) {
    return new Insight(id, asset, severity, "radiator flow abnormal", from, until, evidence(0.75), "correlation-1");
  }

  private static Evidence evidence(double score) {
    return Evidence.of(new ModelIdentity("radiator-anomaly", "1.0.0", "a".repeat(64)), score, 0.42, FROM, FROM.plusSeconds(2),
        Map.of("V1", 0.25, "V2", 0.75));
  }

  private static String refused(Runnable call) {
    return assertThrows(RefusedException.class, call::run).refusal().code();
  }
}
