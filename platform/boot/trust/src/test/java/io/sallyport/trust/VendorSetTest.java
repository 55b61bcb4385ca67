package io.sallyport.trust;

import static io.sallyport.trust.KeysTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VendorSetTest {
  @TempDir Path trusted;
  private final TestRepository repository = new TestRepository().target("a").target("b");
  private PinnedMetadata pins;
  private Map<String, byte[]> blobs;
  private Map<String, TargetFile> all;

  @BeforeEach
  void pin() {
    Signer acme = TestKeys.signer();
    repository.delegate("acme", acme, false, Map.of("paths", List.of("x/*")));
    repository.delegated("acme", acme, JsonObject.builder().build(), "x/a");
    repository.root(repository.rootKeys);
    repository.publish();
    TufClient client = new TufClient(trusted, repository, TufClientTest.clock(TestRepository.NOW));
    client.init(repository.firstRoot());
    client.refresh();
    all = client.allTargets();
    pins = PinnedMetadata.fromJson(Json.parseObject(Json.write(client.pinned().toJson()), "pins"));
    blobs = client.pinnedBytes();
  }

  @Test
  void evaluatesToWhatTheClientSaw() {
    assertEquals(3, all.size());
    assertEquals(all, VendorSet.evaluate(blobs::get, pins, repository.firstRoot()));
    assertEquals(2, pins.roots().size());
    assertEquals(6, pins.files().size());
  }

  @Test
  void anyOtherByteIsRefused() {
    for (PinnedMetadata.Pin pin : pins.files()) {
      if (pin.version() == 1 && pins.roots().contains(pin)) {
        continue; // the shipped root itself is what is trusted
      }
      byte[] bad = blobs.get(pin.sha256()).clone();
      bad[bad.length / 2] ^= 1;
      assertCode("SP-TRUST-0023", () -> VendorSet.evaluate(sha -> sha.equals(pin.sha256()) ? bad : blobs.get(sha), pins, repository.firstRoot()));
      assertCode("SP-TRUST-0022", () -> VendorSet.evaluate(sha -> sha.equals(pin.sha256()) ? null : blobs.get(sha), pins, repository.firstRoot()));
    }
  }

  @Test
  void aShippedRootNewerThanThePinsIsRefusedByName() {
    repository.root(repository.rootKeys);
    VendorSet.evaluate(blobs::get, pins, repository.files.get("3.root.json"));
    repository.timestampKey = TestKeys.signer();
    repository.root(repository.rootKeys);
    byte[] newer = repository.files.get("4.root.json");
    assertCode("SP-TRUST-0075", () -> VendorSet.evaluate(blobs::get, pins, newer));
  }

  @Test
  void anotherVendorsRootIsRefused() {
    assertCode("SP-TRUST-0011", () -> VendorSet.evaluate(blobs::get, pins, new TestRepository().firstRoot()));
  }

  @Test
  void pinsThatDisagreeWithTheSnapshotAreRefused() {
    repository.target("c").publish();
    byte[] other = repository.files.get("2.targets.json");
    blobs.put(Digests.sha256(other), other);
    Map<String, PinnedMetadata.Pin> metadata = new java.util.HashMap<>(pins.metadata());
    metadata.put("targets", PinnedMetadata.Pin.of(2, other));
    assertCode("SP-TRUST-0023", () -> VendorSet.evaluate(blobs::get, new PinnedMetadata(pins.roots(), pins.timestamp(), pins.snapshot(), metadata), repository.firstRoot()));
  }

  @Test
  void onlySha512IsNoSha256() {
    TargetFile file = new TargetFile("a", 1, Map.of("sha512", "00"), Optional.empty());
    assertCode("SP-TRUST-0033", file::sha256);
    assertEquals(false, file.agreesWith(file));
    assertCode("SP-TRUST-0023", () -> new TargetFile("a", 1, Map.of("md5", "00"), Optional.empty()).requireContent(new byte[1]));
    byte[] content = {1};
    assertCode("SP-TRUST-0023", () -> file.requireContent(content));
  }
}
