package io.sallyport.trust.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TestKeys;
import io.sallyport.trust.TestRepository;
import io.sallyport.trust.TufClient;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ADR 0044: what no signature leads to stops nothing, widens nothing, counts for nothing, and is told. */
@Timeout(60)
class SiteStraysTest {
  private static final String BUNDLE = "packages/thing/1.0.0/thing-1.0.0.jar";
  private static final Clock CLOCK = Clock.fixed(TestRepository.NOW, ZoneOffset.UTC);
  @TempDir Path data;
  private final Signer quinn = TestKeys.signer();
  private final Signer sam = TestKeys.signer();
  private final Signer appliance = TestKeys.signer();
  private final Map<Signer, SiteRoot.Approver> people = Map.of(quinn, new SiteRoot.Approver("quinn", "Quinn Abbott", "quality"), sam,
      new SiteRoot.Approver("sam", "Sam Okafor", "security"));
  private final TestRepository vendor = new TestRepository().target(BUNDLE).publish();
  private final SiteRootMaker maker = new SiteRootMaker(CLOCK);
  private PinnedMetadata pins;
  private SiteRepository site;
  private Path metadata;

  @BeforeEach
  void commission() {
    TufClient client = new TufClient(data.resolve("vendor"), vendor, CLOCK);
    client.init(vendor.firstRoot());
    client.refresh();
    pins = client.pinned();
    client.pinnedBytes().forEach((sha256, bytes) -> AtomicFiles.write(data.resolve("vault/sha256").resolve(sha256.substring(0, 2)).resolve(sha256), bytes));
    site = SiteRepository.of(data, vendor.firstRoot());
    metadata = data.resolve("site/metadata");
    write("1.root.json", Envelope.sign(maker.first(charter(), PairedKey.of(appliance.key())), quinn, sam).toBytes());
    write("1.targets.json", Envelope.sign(generation(1), quinn, sam).toBytes());
    RunningPointer.NONE.next(1, 0, List.of(1), CLOCK.instant()).write(data.resolve("site"), appliance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.root.json", "3.root.json", "2.targets.json", "999999999.targets.json", "1.rollback.json", "999999999.rollback.json", "999999999.snapshot.json",
      "02.root.json", "-1.targets.json", "99999999999999999999.root.json", "root.json", "2.ROOT.json", "x", "2.root.json.bak"})
  void whateverHasThatName(String name) throws Exception {
    byte[] root = Files.readAllBytes(metadata.resolve("1.root.json"));
    byte[] other = "{\"schema\": \"sallyport.site/1\", \"root\": {}}".getBytes(StandardCharsets.UTF_8);
    for (byte[] bytes : new byte[][] {"garbage".getBytes(StandardCharsets.UTF_8), {}, other, "[]".getBytes(StandardCharsets.UTF_8), root,
        Files.readAllBytes(metadata.resolve("1.targets.json")), "{\"signed\":{\"version\":-1},\"signatures\":[]}".getBytes(StandardCharsets.UTF_8)}) {
      write(name, bytes);
      assertIgnored(name);
    }
    Path stray = metadata.resolve(name);
    Files.delete(stray);
    Files.createSymbolicLink(stray, metadata.resolve("1.root.json"));
    assertIgnored(name);
    Files.delete(stray);
    assertEquals(0, new ProcessBuilder("mkfifo", stray.toString()).start().waitFor());
    assertIgnored(name);
    Files.delete(stray);
    Files.createDirectory(stray);
    assertIgnored(name);
    Files.delete(stray);
    try (RandomAccessFile sparse = new RandomAccessFile(stray.toFile(), "rw")) {
      sparse.setLength(10L << 30);
    }
    assertIgnored(name);
    stray.toFile().setReadable(false);
    assertIgnored(name);
  }

  @Test
  void aNextRootThatIsOnlyPartlySigned() {
    write("2.root.json", Envelope.sign(maker.next(site.root(), charter(), Map.of(), PairedKey.of(appliance.key())), quinn).toBytes());
    assertIgnored("2.root.json");
  }

  @Test
  void aGenerationThatIsOnlyPartlySigned() {
    write("2.targets.json", Envelope.sign(generation(2), quinn).toBytes());
    assertIgnored("2.targets.json");
  }

  @Test
  void aSnapshotIsNumberedAfterWhatTheApplianceHasSigned() {
    write("7.snapshot.json", Envelope.sign(JsonObject.builder().put("_type", "snapshot").put("version", 7).build(), appliance).toBytes());
    write("999999999.snapshot.json", Envelope.sign(JsonObject.builder().put("_type", "snapshot").put("version", 7).build(), appliance).toBytes());
    assertEquals(7, site.publishedSnapshot());
    write("timestamp.json", Envelope.sign(JsonObject.builder().put("_type", "timestamp").put("version", 8).build(), appliance).toBytes());
    assertEquals(8, site.publishedSnapshot());
    write("timestamp.json", Envelope.sign(JsonObject.builder().put("_type", "timestamp").put("version", 1 << 30).build(), quinn).toBytes());
    assertEquals(7, site.publishedSnapshot());
  }

  @Test
  void ofManySomeAreTold() {
    for (int i = 0; i < 60; i++) {
      write("stray-" + i, new byte[1]);
    }
    List<Stray> strays = site.strays();
    assertEquals(51, strays.size());
    assertTrue(strays.get(50).why().contains("10 more"));
  }

  @Test
  void nothingIsToldOfWhatBelongsThere() {
    write(".1.root.json.77-1-22.tmp", new byte[3]);
    write("timestamp.json", new byte[3]);
    assertEquals(List.of(), site.strays());
  }

  private void assertIgnored(String name) {
    assertEquals(1, site.root().version());
    assertEquals(1, site.highestGeneration());
    assertEquals(0, site.highestRollback());
    assertEquals(0, site.publishedSnapshot());
    assertEquals(1, site.running().running());
    assertEquals(Set.of(TestRepository.file(BUNDLE).sha256()), site.admittedDigests(1));
    assertEquals(Set.of(name), site.strays().stream().map(stray -> stray.path().getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
  }

  private void write(String name, byte[] bytes) {
    AtomicFiles.write(metadata.resolve(name), bytes);
  }

  private SiteCharter charter() {
    return new SiteCharter("Test", Stream.of(quinn, sam).map(one -> new SiteCharter.Member(people.get(one), PairedKey.of(one.key()))).toList(),
        new ApprovalRule(2, List.of("quality", "security")), Optional.empty());
  }

  private JsonObject generation(int number) {
    JsonObject custom = JsonObject.builder().put("baseGeneration", number - 1).put("planSha256", "0".repeat(64)).put("vendor", pins.toJson())
        .put("siteRoot", Generation.PlannedUnder.toJson(site.root())).build();
    return JsonObject.builder().put("_type", "targets").put("spec_version", "1.0.34").put("version", number).put("expires", "2036-11-24T00:00:00Z")
        .put("targets", Map.of(BUNDLE, TestRepository.file(BUNDLE).toJson())).put("custom", custom).build();
  }
}
