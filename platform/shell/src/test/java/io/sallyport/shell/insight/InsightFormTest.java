package io.sallyport.shell.insight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.operations.StoredInsight;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InsightFormTest {
  private static final Instant TIME = Instant.parse("2026-11-24T09:00:00.100Z");

  @Test
  void theJsonSaysAllAScriptNeeds() {
    JsonObject json = Json.parseObject(Json.write(InsightForm.json(insight(Optional.of(TIME)))), "test");
    assertEquals("2026-11-24T09:00:00.100Z", json.string("from"));
    assertEquals("2026-11-24T09:00:00.100Z", json.string("until"));
    assertEquals("2026-11-24T09:00:02Z", json.string("detected"));
    assertEquals(false, json.bool("open"));
    assertEquals("1.0.0", json.object("evidence").object("model").string("version"));
    assertEquals(List.of("V9", "V1"), List.copyOf(json.object("evidence").object("contributions").keys()), "largest first");
  }

  @Test
  void aConditionThatLastsHasNoEnd() {
    JsonObject json = Json.parseObject(Json.write(InsightForm.json(insight(Optional.empty()))), "test");
    assertFalse(json.has("until"));
    assertEquals(true, json.bool("open"));
    assertEquals("lasts", InsightForm.row(insight(Optional.empty())).get(InsightForm.COLUMNS.indexOf("Until")));
  }

  @Test
  void aRuleIsItsOwnBasisAndItsValuesHaveAUnit() {
    Evidence evidence = Evidence.ofRule("pressure: above 10 bar", "V1", 12.5, 10, "bar", TIME, TIME);
    StoredInsight stored = new StoredInsight(Insight.begun("boiler-1", Severity.MEDIUM, "too high", TIME, evidence), "acme-limits", TIME, TIME, TIME);
    JsonObject json = Json.parseObject(Json.write(InsightForm.json(stored)), "test");
    assertEquals("pressure: above 10 bar", json.object("evidence").string("basis"));
    assertFalse(json.object("evidence").has("model"));
    assertEquals("acme-limits", json.string("capability"));
    assertEquals(List.of("12.500 / 10.000 bar", "pressure: above 10 bar"), InsightForm.row(stored).subList(6, 8));
  }

  private static StoredInsight insight(Optional<Instant> until) {
    Evidence evidence = Evidence.of(new ModelIdentity("radiator-anomaly", "1.0.0", "ab"), 2.5, 1.25, TIME, TIME, Map.of("V1", 0.25, "V9", 0.75));
    Insight insight = new Insight(UUID.randomUUID(), "radiator-1", Severity.HIGH, "radiator-1 is not normal: V9", TIME, until,
        evidence, "c");
    return new StoredInsight(insight, "predictive-maintenance", Instant.parse("2026-11-24T09:00:02Z"), TIME, TIME);
  }
}
