package io.sallyport.provision.internal.plan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.provision.internal.site.Roster;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.trust.site.TrafficEntry;
import io.sallyport.trust.site.TrafficMode;
import io.sallyport.vault.VaultPackage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CandidateRuleTest {
  private static final PackageRef CANDIDATE = new PackageRef("m", "1.1.0");
  private static final TrafficEntry SHADOW = TrafficEntry.shadow(CANDIDATE);
  private static final TrafficEntry CANARY = new TrafficEntry(CANDIDATE, TrafficMode.CANARY, 5, new TreeSet<>());

  @Test
  void criticalModelsMayHaveAShadowAndNoCanary() {
    assertDoesNotThrow(() -> CandidateRule.require(roster("model", "supporting", "supporting", CANARY)));
    assertDoesNotThrow(() -> CandidateRule.require(roster("model", "critical", "critical", SHADOW)));
    assertCode("SP-PLAN-0043", roster("model", "critical", "critical", CANARY));
    assertCode("SP-PLAN-0043", roster("model", "critical", "none", CANARY));
    assertCode("SP-PLAN-0043", roster("model", "none", "critical", CANARY));
  }

  @Test
  void onlyModelsMayHaveCandidates() {
    for (String kind : List.of("capability", "connector", "library")) {
      assertCode("SP-PLAN-0042", roster(kind, "none", "none", SHADOW));
    }
  }

  private static Roster roster(String kind, String gxpOfActive, String gxpOfCandidate, TrafficEntry traffic) {
    return Roster.of(List.of(pack(kind, "1.0.0", gxpOfActive), pack(kind, "1.1.0", gxpOfCandidate)), List.of(traffic));
  }

  private static VaultPackage pack(String kind, String version, String gxp) {
    JsonObject json = JsonObject.builder().put("schema", "sallyport.package/1").put("name", "m").put("kind", kind).put("version", version).put("publisher", "Test").put("summary", "A test")
        .put("api", "[0.3,0.4)").put("gxp", gxp).put("parts", List.of(Map.of("path", "m.jar", "role", "bundle", "length", 1, "sha256", "0".repeat(64)))).build();
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    return new VaultPackage(Descriptor.parse(bytes, "test"), bytes.length);
  }

  private static void assertCode(String code, Roster roster) {
    assertEquals(code, assertThrows(RefusedException.class, () -> CandidateRule.require(roster)).refusal().code());
  }
}
