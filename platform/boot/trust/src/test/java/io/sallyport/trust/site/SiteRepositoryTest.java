package io.sallyport.trust.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TestKeys;
import io.sallyport.trust.TestRepository;
import io.sallyport.trust.TufClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SiteRepositoryTest {
  private static final String EXPIRES = "2036-11-24T00:00:00Z";
  private static final String BUNDLE = "packages/thing/1.0.0/thing-1.0.0.jar";
  private static final String DESCRIPTOR = "packages/thing/1.0.0/package.json";
  @TempDir Path data;
  private final Signer quality = TestKeys.signer();
  private final Signer secondQuality = TestKeys.signer();
  private final Signer security = TestKeys.signer();
  private final Signer appliance = TestKeys.signer();
  private final TestRepository vendor = new TestRepository().target(BUNDLE).target(DESCRIPTOR).publish();
  private PinnedMetadata pins;
  private SiteRepository site;

  @BeforeEach
  void commission() {
    TufClient client = new TufClient(data.resolve("vendor"), vendor, Clock.fixed(TestRepository.NOW, ZoneOffset.UTC));
    client.init(vendor.firstRoot());
    client.refresh();
    pins = client.pinned();
    client.pinnedBytes().forEach((sha256, bytes) -> AtomicFiles.write(data.resolve("vault/sha256").resolve(sha256.substring(0, 2)).resolve(sha256), bytes));
    site = SiteRepository.of(data, vendor.firstRoot());
    write("1.root.json", Envelope.sign(root(1, quality, secondQuality, security), quality, security));
  }

  @Test
  void anApprovedGenerationAdmitsWhatTheVendorReleased() {
    write("1.targets.json", Envelope.sign(generation(1, BUNDLE, DESCRIPTOR), quality, security));
    Generation generation = site.generation(1);
    assertEquals(0, generation.base());
    assertEquals(Set.of(new PackageRef("thing", "1.0.0")), generation.packages().keySet());
    assertEquals(Set.of(TestRepository.file(BUNDLE).sha256()), site.admittedDigests(1));
    assertEquals(Set.of(BUNDLE, DESCRIPTOR), site.admitted(1).keySet());
    assertEquals(List.of("quality", "security"), site.root().approversOf(generation.envelope()).stream().map(SiteRoot.Approver::role).sorted().toList());
    assertEquals(1, site.highestGeneration());
  }

  /** What the gate asks: not only the candidate, nothing of such a generation is admitted. */
  @Test
  void aGenerationWhoseTrafficIsMalformedAdmitsNothing() {
    JsonObject good = generation(1, BUNDLE, DESCRIPTOR);
    JsonObject entry = TrafficEntry.shadow(new PackageRef("thing", "1.1.0")).toJson();
    for (JsonObject traffic : List.of(entry, entry.toBuilder().put("mode", "mirror").build())) {
      JsonObject custom = good.object("custom").toBuilder().put("traffic", List.of(traffic)).build();
      write("1.targets.json", Envelope.sign(good.toBuilder().put("custom", custom).build(), quality, security));
      assertThrows(RefusedException.class, () -> site.admittedDigests(1));
    }
    write("1.targets.json", Envelope.sign(good, quality, security));
    assertEquals(1, site.admittedDigests(1).size());
  }

  @Test
  void twoOfOneRoleAreNotEnough() {
    write("1.targets.json", Envelope.sign(generation(1, BUNDLE), quality, secondQuality));
    assertCode("SP-TRUST-0050", () -> site.generation(1));
    assertCode("SP-TRUST-0050", () -> site.admittedDigests(1));
  }

  @Test
  void onePersonWithTwoKeysIsNotTwoPeople() {
    JsonObject root = root(1, quality, secondQuality, security);
    JsonObject people = root.object("custom").object("approvers");
    JsonObject.Builder same = people.toBuilder();
    people.keys().forEach(keyid -> same.put(keyid, people.object(keyid).toBuilder().put("user", "quinn").build()));
    JsonObject custom = root.object("custom").toBuilder().put("approvers", same.build()).build();
    write("1.root.json", Envelope.sign(root.toBuilder().put("custom", custom).build(), quality, security));
    write("1.targets.json", Envelope.sign(generation(1, BUNDLE), quality, security));
    assertCode("SP-TRUST-0050", () -> site.generation(1));
  }

  @Test
  void oneApproverOrAStrangerIsNotEnough() {
    write("1.targets.json", Envelope.sign(generation(1, BUNDLE), quality));
    assertCode("SP-TRUST-0011", () -> site.generation(1));
    write("1.targets.json", Envelope.sign(generation(1, BUNDLE), quality, TestKeys.signer(), appliance));
    assertCode("SP-TRUST-0011", () -> site.generation(1));
  }

  @Test
  void whatTheVendorDidNotReleaseIsNotAdmitted() {
    String evil = "packages/thing/1.0.0/evil.jar";
    Map<String, TargetFile> files = new LinkedHashMap<>();
    files.put(evil, TestRepository.file(evil));
    files.put(BUNDLE, new TargetFile(BUNDLE, BUNDLE.length(), Digests.sha256(new byte[1]), Optional.empty()));
    files.put(DESCRIPTOR, new TargetFile(DESCRIPTOR, 1, TestRepository.file(DESCRIPTOR).sha256(), Optional.empty()));
    write("1.targets.json", Envelope.sign(generation(1, files), quality, security));
    assertEquals(Map.of(), site.admitted(1));
    assertEquals(Set.of(), site.admittedDigests(1));
  }

  @Test
  void aSpoiledVaultAdmitsNothing() {
    write("1.targets.json", Envelope.sign(generation(1, BUNDLE), quality, security));
    String sha256 = pins.metadata().get("targets").sha256();
    AtomicFiles.write(data.resolve("vault/sha256").resolve(sha256.substring(0, 2)).resolve(sha256), new byte[10]);
    assertCode("SP-TRUST-0023", () -> site.admittedDigests(1));
  }

  @Test
  void aGenerationUnderAnotherNumberIsRefused() {
    write("2.targets.json", Envelope.sign(generation(1, BUNDLE), quality, security));
    assertCode("SP-TRUST-0051", () -> site.generation(2));
    assertCode("SP-TRUST-0051", () -> site.generation(3));
  }

  @Test
  void theRunningPointerNeedsTheApplianceKey() {
    assertEquals(RunningPointer.NONE, site.running());
    RunningPointer pointer = RunningPointer.NONE.next(1, 0, List.of(1, 2), TestRepository.NOW);
    pointer.write(data.resolve("site"), appliance);
    assertEquals(pointer, site.running());
    pointer.write(data.resolve("site"), quality);
    assertCode("SP-TRUST-0011", () -> site.running());
    RunningPointer.NONE.next(1, 0, List.of(2), TestRepository.NOW).write(data.resolve("site"), appliance);
    assertCode("SP-TRUST-0052", () -> site.running());
  }

  @Test
  void aRollbackNamesExactlyTheTargetsOfTheOlderGeneration() {
    write("1.targets.json", Envelope.sign(generation(1, BUNDLE), quality, security));
    write("2.targets.json", Envelope.sign(generation(2, BUNDLE, DESCRIPTOR), quality, security));
    write("1.rollback.json", Envelope.sign(rollback(BUNDLE), quality));
    assertEquals(1, site.rollback(1).to());
    write("1.rollback.json", Envelope.sign(rollback(BUNDLE, DESCRIPTOR), quality));
    assertCode("SP-TRUST-0053", () -> site.rollback(1));
    write("1.rollback.json", Envelope.sign(rollback(BUNDLE), appliance));
    assertCode("SP-TRUST-0011", () -> site.rollback(1));
    write("1.rollback.json", Envelope.sign(rollback(BUNDLE), security));
    assertCode("SP-TRUST-0011", () -> site.rollback(1));
  }

  @Test
  void aRollbackGoesOneGenerationBackAndNoFurther() {
    write("1.targets.json", Envelope.sign(generation(1, BUNDLE), quality, security));
    write("2.targets.json", Envelope.sign(generation(2, BUNDLE, DESCRIPTOR), quality, security));
    write("3.targets.json", Envelope.sign(generation(3, DESCRIPTOR), quality, security));
    write("1.rollback.json", Envelope.sign(rollback(3, 1, BUNDLE), quality));
    assertCode("SP-TRUST-0053", () -> site.rollback(1));
    write("1.rollback.json", Envelope.sign(rollback(2, 3, DESCRIPTOR), quality));
    assertCode("SP-TRUST-0053", () -> site.rollback(1));
    write("1.rollback.json", Envelope.sign(rollback(3, 2, BUNDLE, DESCRIPTOR), quality));
    assertEquals(2, site.rollback(1).to());
  }

  private JsonObject root(int version, Signer... approvers) {
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    Map<String, JsonObject> people = new LinkedHashMap<>();
    for (Signer approver : approvers) {
      keys.put(approver.key().id(), approver.key().toJson());
      String role = approver == security ? "security" : "quality";
      people.put(approver.key().id(), JsonObject.builder().put("user", "u" + people.size()).put("name", "User " + people.size()).put("role", role).build());
    }
    keys.put(appliance.key().id(), appliance.key().toJson());
    JsonObject byTwo = JsonObject.builder().put("keyids", List.copyOf(people.keySet())).put("threshold", 2).build();
    JsonObject byAppliance = JsonObject.builder().put("keyids", List.of(appliance.key().id())).put("threshold", 1).build();
    return JsonObject.builder().put("_type", "root").put("spec_version", "1.0.34").put("version", version).put("expires", EXPIRES).put("consistent_snapshot", true).put("keys", keys)
        .put("roles", Map.of("root", byTwo, "targets", byTwo, "snapshot", byAppliance, "timestamp", byAppliance))
        .put("custom", Map.of("approvers", people, "separation", List.of("quality", "security"))).build();
  }

  private JsonObject generation(int number, String... paths) {
    Map<String, TargetFile> files = new LinkedHashMap<>();
    Arrays.stream(paths).forEach(path -> files.put(path, TestRepository.file(path)));
    return generation(number, files);
  }

  private JsonObject generation(int number, Map<String, TargetFile> files) {
    JsonObject delegation = JsonObject.builder().put("name", "rollback").put("keyids", List.of(quality.key().id())).put("threshold", 1).put("paths", List.of("packages/*/*/*"))
        .put("terminating", true).build();
    return targets(number, files).put("delegations", Map.of("keys", Map.of(quality.key().id(), quality.key().toJson()), "roles", List.of(delegation)))
        .put("custom", JsonObject.builder().put("baseGeneration", number - 1).put("planSha256", Digests.sha256(new byte[0])).put("vendor", pins.toJson()).build()).build();
  }

  private JsonObject rollback(String... paths) {
    return rollback(2, 1, paths);
  }

  private JsonObject rollback(int from, int to, String... paths) {
    Map<String, TargetFile> files = new LinkedHashMap<>();
    Arrays.stream(paths).forEach(path -> files.put(path, TestRepository.file(path)));
    return targets(1, files).put("custom", Map.of("from", from, "to", to)).build();
  }

  private static JsonObject.Builder targets(int version, Map<String, TargetFile> files) {
    Map<String, JsonObject> listed = new LinkedHashMap<>();
    files.forEach((path, file) -> listed.put(path, file.toJson()));
    return JsonObject.builder().put("_type", "targets").put("spec_version", "1.0.34").put("version", version).put("expires", EXPIRES).put("targets", listed);
  }

  private void write(String name, Envelope envelope) {
    AtomicFiles.write(data.resolve("site/metadata").resolve(name), envelope.toBytes());
  }

  private static void assertCode(String code, Executable executable) {
    assertEquals(code, assertThrows(RefusedException.class, executable).refusal().code());
  }
}
