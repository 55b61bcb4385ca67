package io.sallyport.signedrepo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What approvers read of a candidate version before they sign on their own machine. */
class PlanTextTest {
  @Test
  void trafficIsShownAsItIsSignedAndInWords() {
    JsonObject plan = plan("canary");
    assertEquals(List.of("Generation 3, planned on generation 2 by ada at 2026-11-25T20:00:00Z", "  m: – → 1.1.0 (000000000000), Acme: A model", "  m: 1.0.0 stays",
        "  m 1.1.0 is a candidate: canary 10 % and R-1", "  m 1.1.0 answers a tenth"), PlanText.of(plan));
    assertEquals("SP-TRUST-0090", assertThrows(RefusedException.class, () -> PlanText.of(plan("mirror"))).refusal().code());
  }

  private static JsonObject plan(String mode) {
    Map<String, String> candidate = Map.of("name", "m", "kind", "model", "version", "1.1.0", "digest", "0".repeat(64));
    return JsonObject.builder().put("generation", 3).put("base", 2).put("by", "ada").put("planned", "2026-11-25T20:00:00Z")
        .put("changes", List.of(JsonObject.builder().put("name", "m").put("to", candidate).put("candidate", true).put("publisher", "Acme").put("summary", "A model").build()))
        .put("kept", List.of(Map.of("name", "m", "version", "1.0.0")))
        .put("traffic", List.of(JsonObject.builder().put("package", "m").put("candidate", "1.1.0").put("mode", mode).put("percent", 10).put("assets", List.of("R-1")).build()))
        .put("trafficChanges", List.of(Map.of("name", "m", "words", "m 1.1.0 answers a tenth"))).put("components", List.of()).put("changelogs", Map.of()).build();
  }
}
