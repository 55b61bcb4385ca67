package io.sallyport.trust.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TargetFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two versions of a package in one generation, and the traffic that says what the second is for. */
class TrafficTest {
  private static final String OLD = "packages/m/1.0.0/package.json";
  private static final String NEW = "packages/m/1.1.0/package.json";
  private static final PackageRef CANDIDATE = new PackageRef("m", "1.1.0");
  private static final String CANARY = entry("1.1.0", "canary", "10", "\"R-1\"");

  @Test
  void anEntrySaysWhatTheSecondVersionIsFor() {
    Generation canary = generation(List.of(CANARY), OLD, NEW);
    assertEquals(List.of(new TrafficEntry(CANDIDATE, TrafficMode.CANARY, 10, new TreeSet<>(Set.of("R-1")))), canary.traffic());
    assertEquals("canary 10 % and R-1", canary.traffic().get(0).words());
    assertEquals(List.of(TrafficEntry.shadow(CANDIDATE)), generation(List.of(entry("1.1.0", "shadow", "0", "")), OLD, NEW).traffic());
    assertEquals("canary for R-1, R-2", generation(List.of(entry("1.1.0", "canary", "0", "\"R-2\", \"R-1\"")), OLD, NEW).traffic().get(0).words());
    assertEquals(List.of(), generation(List.of(), OLD).traffic());
    assertEquals(canary.traffic(), TrafficEntry.of(JsonObject.builder().put(TrafficEntry.FIELD, TrafficEntry.toJson(canary.traffic())).build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": 10}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": 10, \"assets\": [], \"weight\": 3}",
      "{\"package\": \"m\", \"candidate\": \"latest\", \"mode\": \"canary\", \"percent\": 10, \"assets\": []}",
      "{\"package\": \"M\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": 10, \"assets\": []}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"mirror\", \"percent\": 10, \"assets\": []}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": 0, \"assets\": []}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": 101, \"assets\": []}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": 4294967306, \"assets\": []}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": -1, \"assets\": [\"R-1\"]}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": 10, \"assets\": [\"R-1\", \"R-1\"]}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": 10, \"assets\": [\" \"]}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": 10, \"assets\": [\"R\\n1\"]}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"shadow\", \"percent\": 10, \"assets\": []}",
      "{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"shadow\", \"percent\": 0, \"assets\": [\"R-1\"]}"})
  void aMalformedEntryIsNoEntry(String entry) {
    assertCode("SP-TRUST-0090", () -> generation(List.of(entry), OLD, NEW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"all\"", "{}", "[1]", "null",
      "[{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": \"10\", \"assets\": []}]",
      "[{\"package\": \"m\", \"candidate\": \"1.1.0\", \"mode\": \"canary\", \"percent\": 10, \"assets\": \"R-1\"}]"})
  void trafficOfAnotherTypeIsRefused(String traffic) {
    assertCode("SP-TRUST-0006", () -> generationWith(traffic, OLD, NEW));
  }

  @Test
  void aSecondVersionNeedsExactlyOneEntryAndAnEntryASecondVersion() {
    assertCode("SP-TRUST-0091", () -> generation(List.of(), OLD, NEW));
    assertCode("SP-TRUST-0091", () -> generation(List.of(), OLD, "packages/m/1.1.0/m.jar"));
    assertCode("SP-TRUST-0091", () -> generation(List.of(CANARY), NEW));
    assertCode("SP-TRUST-0091", () -> generation(List.of(CANARY), OLD));
    assertCode("SP-TRUST-0091", () -> generation(List.of(CANARY), OLD, "packages/m/1.2.0/package.json"));
    assertCode("SP-TRUST-0091", () -> generation(List.of(CANARY), OLD, NEW, "packages/m/1.2.0/package.json"));
    assertCode("SP-TRUST-0091", () -> generation(List.of(CANARY), OLD, NEW, "packages/n/1.0.0/package.json", "packages/n/1.1.0/package.json"));
  }

  @Test
  void twoVersionsThatClaimToBeTheCandidateAreRefused() {
    assertCode("SP-TRUST-0091", () -> generation(List.of(CANARY, entry("1.0.0", "shadow", "0", "")), OLD, NEW));
    assertCode("SP-TRUST-0091", () -> generation(List.of(CANARY, CANARY), OLD, NEW));
    assertCode("SP-TRUST-0091", () -> generation(List.of(CANARY, entry("1.2.0", "shadow", "0", "")), OLD, NEW, "packages/m/1.2.0/package.json"));
  }

  @Test
  void theNumberAndTheNamesOfAssetsAreBounded() {
    Set<String> many = new TreeSet<>();
    for (int i = 0; i < 1000; i++) {
      many.add("R-" + i);
    }
    assertEquals(1000, new TrafficEntry(CANDIDATE, TrafficMode.CANARY, 0, new TreeSet<>(many)).assets().size());
    many.add("one more");
    assertCode("SP-TRUST-0090", () -> new TrafficEntry(CANDIDATE, TrafficMode.CANARY, 0, new TreeSet<>(many)));
    assertCode("SP-TRUST-0090", () -> new TrafficEntry(CANDIDATE, TrafficMode.CANARY, 0, new TreeSet<>(Set.of("R".repeat(257)))));
  }

  /** Nobody signs another plan than the one shown, nor goes back to other traffic than that generation's. */
  @Test
  void planAndRollbackNameTheTraffic() {
    Generation canary = generation(List.of(CANARY), OLD, NEW);
    JsonObject plan = JsonObject.builder().put("generation", 2).put("base", 1).put("changes", List.of())
        .put("kept", List.of(Map.of("digest", Digests.sha256(OLD.getBytes(StandardCharsets.UTF_8))), Map.of("digest", Digests.sha256(NEW.getBytes(StandardCharsets.UTF_8)))))
        .put("traffic", TrafficEntry.toJson(canary.traffic())).build();
    assertEquals(canary, PlanMatch.require(canary, plan, canary.planSha256()));
    assertCode("SP-APPLY-0021", () -> PlanMatch.require(canary, plan.toBuilder().remove("traffic").build(), canary.planSha256()));
    assertCode("SP-APPLY-0021", () -> PlanMatch.require(canary, plan.toBuilder().put("traffic", List.of(TrafficEntry.shadow(CANDIDATE).toJson())).build(), canary.planSha256()));

    JsonObject unsigned = Rollback.unsigned(JsonObject.builder().put("_type", "targets").put("spec_version", "1.0.34").put("version", 1).put("expires", "2036-11-24T00:00:00Z"), later(), canary);
    rollback(unsigned).require(1, later(), number -> canary, "here");
    JsonObject silent = unsigned.toBuilder().put("custom", unsigned.object("custom").toBuilder().remove("traffic").build()).build();
    assertCode("SP-TRUST-0053", () -> rollback(silent).require(1, later(), number -> canary, "here"));
  }

  private static Generation later() {
    JsonObject signed = generation(List.of(), OLD).envelope().signed();
    return Generation.of(new Envelope(signed.toBuilder().put("version", 3).put("custom", signed.object("custom").toBuilder().put("baseGeneration", 2).build()).build(), List.of()));
  }

  private static Rollback rollback(JsonObject signed) {
    return Rollback.of(new Envelope(signed, List.of()), SignaturePolicy.CLASSICAL);
  }

  private static String entry(String candidate, String mode, String percent, String assets) {
    return "{\"package\": \"m\", \"candidate\": \"" + candidate + "\", \"mode\": \"" + mode + "\", \"percent\": " + percent + ", \"assets\": [" + assets + "]}";
  }

  private static Generation generation(List<String> entries, String... targets) {
    return generationWith("[" + String.join(", ", entries) + "]", targets);
  }

  private static Generation generationWith(String traffic, String... targets) {
    Map<String, JsonObject> files = new LinkedHashMap<>();
    Arrays.stream(targets).forEach(path -> files.put(path, new TargetFile(path, 1, Digests.sha256(path.getBytes(StandardCharsets.UTF_8)), Optional.empty()).toJson()));
    PinnedMetadata.Pin pin = new PinnedMetadata.Pin(1, 1, "0".repeat(64));
    JsonObject custom = JsonObject.builder().put("baseGeneration", 1).put("planSha256", "0".repeat(64)).put("vendor", new PinnedMetadata(List.of(pin), pin, pin, Map.of()).toJson()).build();
    String signed = JsonObject.builder().put("_type", "targets").put("spec_version", "1.0.34").put("version", 2).put("expires", "2036-11-24T00:00:00Z").put("targets", files)
        .put("custom", custom).build().toString();
    String with = signed.replace("\"custom\":{", "\"custom\":{\"traffic\":" + traffic + ",");
    return Generation.of(new Envelope(Json.parseObject(with.getBytes(StandardCharsets.UTF_8), "generation 2"), List.of()));
  }

  private static void assertCode(String code, Executable executable) {
    assertEquals(code, assertThrows(RefusedException.class, executable).refusal().code());
  }
}
