package io.sallyport.trust.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TestKeys;
import io.sallyport.trust.TestRepository;
import io.sallyport.trust.TufClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** ADR 0006: the site root changes, what was approved runs on, and keys that were taken out approve nothing new. */
class SiteRotationTest {
  private static final String BUNDLE = "packages/thing/1.0.0/thing-1.0.0.jar";
  private static final Clock CLOCK = Clock.fixed(TestRepository.NOW, ZoneOffset.UTC);
  @TempDir Path data;
  private final Signer quinn = TestKeys.signer();
  private final Signer sam = TestKeys.signer();
  private final Signer rosa = TestKeys.signer();
  private final Signer appliance = TestKeys.signer();
  private final Map<Signer, SiteRoot.Approver> people = Map.of(quinn, new SiteRoot.Approver("quinn", "Quinn Abbott", "quality"), sam,
      new SiteRoot.Approver("sam", "Sam Okafor", "security"), rosa, new SiteRoot.Approver("rosa", "Rosa Marin", "quality"));
  private final TestRepository vendor = new TestRepository().target(BUNDLE).publish();
  private final SiteRootMaker maker = new SiteRootMaker(CLOCK);
  private PinnedMetadata pins;
  private SiteRepository site;
  private SiteRoot first;

  @BeforeEach
  void commission() {
    TufClient client = new TufClient(data.resolve("vendor"), vendor, CLOCK);
    client.init(vendor.firstRoot());
    client.refresh();
    pins = client.pinned();
    client.pinnedBytes().forEach((sha256, bytes) -> AtomicFiles.write(data.resolve("vault/sha256").resolve(sha256.substring(0, 2)).resolve(sha256), bytes));
    site = SiteRepository.of(data, vendor.firstRoot());
    write("1.root.json", Envelope.sign(maker.first(charter(quinn, sam), PairedKey.of(appliance.key())), quinn, sam));
    first = site.root();
    write("1.targets.json", Envelope.sign(generation(1, first), quinn, sam));
  }

  @Test
  void whatTheNewRootKeepsRunsOn() {
    rotate(Map.of(1, site.generation(1).sha256()));
    assertEquals(2, site.root().version());
    assertEquals(Set.of(TestRepository.file(BUNDLE).sha256()), site.admittedDigests(1));
    write("2.targets.json", Envelope.sign(generation(2, site.root()), rosa, sam));
    assertEquals(2, site.generation(2).number());
  }

  @Test
  void whatTheNewRootDoesNotKeepIsNotAdmitted() {
    rotate(Map.of());
    assertCode("SP-TRUST-0072", () -> site.admittedDigests(1));
    rotateTo(3, Map.of(1, "0".repeat(64)));
    assertCode("SP-TRUST-0072", () -> site.generation(1));
  }

  @Test
  void keysThatWereTakenOutApproveNothingNew() {
    rotate(Map.of(1, site.generation(1).sha256()));
    write("2.targets.json", Envelope.sign(generation(2, site.root()), quinn, sam));
    assertCode("SP-TRUST-0011", () -> site.generation(2));
    // As if it had been approved before the rotation: with all the old keys in one hand.
    write("2.targets.json", Envelope.sign(generation(2, first), quinn, sam));
    assertCode("SP-TRUST-0072", () -> site.generation(2));
    write("1.targets.json", Envelope.sign(generation(1, first).toBuilder().put("expires", "2037-01-01T00:00:00Z").build(), quinn, sam));
    assertCode("SP-TRUST-0072", () -> site.generation(1));
  }

  @Test
  void aRootThatWasTakenAwayTakesItsGenerationsWithIt() {
    rotate(Map.of(1, site.generation(1).sha256()));
    SiteRoot second = site.root();
    write("2.targets.json", Envelope.sign(generation(2, second), rosa, sam));
    assertTrue(data.resolve("site/metadata/2.root.json").toFile().delete());
    assertCode("SP-TRUST-0071", () -> site.generation(2));
    write("2.root.json", Envelope.sign(maker.next(first, charter(quinn, sam), Map.of(), PairedKey.of(appliance.key())), quinn, sam));
    assertCode("SP-TRUST-0071", () -> site.generation(2));
  }

  @Test
  void aRootNeedsOldAndNewPeopleOfEachRole() {
    JsonObject next = maker.next(first, charter(rosa, sam), Map.of(), PairedKey.of(appliance.key()));
    write("2.root.json", Envelope.sign(next, rosa, sam));
    assertNoPart("2.root.json", "SP-TRUST-0011", 1);
    write("2.root.json", Envelope.sign(next, quinn, sam));
    assertNoPart("2.root.json", "SP-TRUST-0011", 1);
    write("2.root.json", Envelope.sign(maker.next(first, charter(quinn, sam, rosa), Map.of(), PairedKey.of(appliance.key())), quinn, rosa));
    assertNoPart("2.root.json", "SP-TRUST-0011", 1);
    write("2.root.json", Envelope.sign(maker.next(first, charter(quinn, sam, rosa), Map.of(), PairedKey.of(appliance.key())), quinn, sam));
    assertEquals(2, site.root().version());
    write("3.root.json", Envelope.sign(maker.next(site.root(), charter(quinn, sam, rosa), Map.of(), PairedKey.of(appliance.key())), quinn, rosa));
    assertNoPart("3.root.json", "SP-TRUST-0050", 2);
  }

  /** It is no part of the chain, decides nothing, stops nothing, and is told. */
  private void assertNoPart(String name, String why, long inForce) {
    assertEquals(inForce, site.root().version());
    assertThrows(RefusedException.class, () -> site.root().next(Files.readAllBytes(data.resolve("site/metadata").resolve(name)), name));
    assertEquals(List.of(name), site.strays().stream().filter(stray -> stray.why().startsWith(why)).map(stray -> stray.path().getFileName().toString()).toList());
  }

  @Test
  void aRootThatWasInForceIsMissedThoughItsFileIsMadeAStray() throws Exception {
    rotate(Map.of(1, site.generation(1).sha256()));
    RunningPointer.NONE.next(1, 0, List.of(1), CLOCK.instant()).under(site.root()).write(data.resolve("site"), appliance);
    assertEquals(2, site.root().version());
    Path second = data.resolve("site/metadata/2.root.json");
    byte[] good = Files.readAllBytes(second);
    for (byte[] bad : new byte[][] {"garbage".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(good, good.length - 9), Files.readAllBytes(data.resolve("site/metadata/1.root.json"))}) {
      AtomicFiles.write(second, bad);
      assertCode("SP-TRUST-0120", () -> site.root());
      assertCode("SP-TRUST-0120", () -> site.admittedDigests(1));
    }
    Files.delete(second);
    assertCode("SP-TRUST-0120", () -> site.root());
    write("2.root.json", Envelope.sign(maker.next(first, charter(quinn, sam, rosa), Map.of(), PairedKey.of(appliance.key())), quinn, sam));
    assertCode("SP-TRUST-0120", () -> site.root());
    AtomicFiles.write(second, good);
    assertEquals(1, site.admittedDigests(1).size());
    rotateTo(3, Map.of(1, site.generation(1).sha256()));
    assertEquals(3, site.root().version(), "further than the pointer says is no less");
  }

  @Test
  void aRootThatTheQuorumSignedCountsThoughItWasPutThereByHand() {
    rotate(Map.of(1, site.generation(1).sha256()));
    assertEquals(2, site.root().version());
    assertEquals(List.of(), site.strays());
  }

  @Test
  void numbersOfWhatWasApprovedUnderAnEarlierRootAreNotUsedAgain() {
    write("2.targets.json", Envelope.sign(generation(2, first), quinn, sam));
    rotate(Map.of(1, site.generation(1).sha256()));
    assertCode("SP-TRUST-0072", () -> site.generation(2));
    assertEquals(2, site.highestGeneration());
    assertEquals(List.of(), site.strays());
  }

  @Test
  void whoIsNoApproverAnyMoreDoesNotRollBack() {
    write("2.targets.json", Envelope.sign(generation(2, first), quinn, sam));
    rotate(Map.of(1, site.generation(1).sha256(), 2, site.generation(2).sha256()));
    write("1.rollback.json", Envelope.sign(rollback(), quinn));
    assertCode("SP-TRUST-0011", () -> site.rollback(1));
    write("1.rollback.json", Envelope.sign(rollback(), sam));
    assertEquals(1, site.rollback(1).to());
  }

  @Test
  void chartersThatCannotBe() {
    assertCode("SP-TRUST-0070", () -> new SiteCharter("Plant", members(quinn), new ApprovalRule(2, List.of()), Optional.empty()));
    assertCode("SP-TRUST-0070", () -> new SiteCharter("Plant", members(quinn, rosa), new ApprovalRule(2, List.of("quality", "security")), Optional.empty()));
    assertCode("SP-TRUST-0070", () -> new SiteCharter("Plant", members(quinn, quinn), new ApprovalRule(1, List.of()), Optional.empty()));
    assertCode("SP-TRUST-0070", () -> new SiteCharter("Plant", members(quinn, sam), new ApprovalRule(2, List.of()), Optional.of(new ApprovalRule(2, List.of()))));
    assertCode("SP-TRUST-0070", () -> new SiteCharter("Plant\n7", members(quinn, sam), new ApprovalRule(2, List.of()), Optional.empty()));
    SiteCharter charter = new SiteCharter("Plant", members(quinn, sam, rosa), new ApprovalRule(2, List.of("quality")), Optional.of(new ApprovalRule(3, List.of("quality", "security"))));
    assertEquals(charter, SiteCharter.parse(charter.toJson().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8), "charter.json"));
  }

  private void rotate(Map<Integer, String> kept) {
    write("2.root.json", Envelope.sign(maker.next(first, charter(rosa, sam), kept, PairedKey.of(appliance.key())), quinn, sam, rosa));
  }

  private void rotateTo(int version, Map<Integer, String> kept) {
    write(version + ".root.json", Envelope.sign(maker.next(site.root(), charter(rosa, sam), kept, PairedKey.of(appliance.key())), rosa, sam));
  }

  private List<SiteCharter.Member> members(Signer... approvers) {
    return List.of(approvers).stream().map(signer -> new SiteCharter.Member(people.get(signer), PairedKey.of(signer.key()))).toList();
  }

  private SiteCharter charter(Signer... approvers) {
    return new SiteCharter("Plant", members(approvers), new ApprovalRule(2, List.of("quality", "security")), Optional.empty());
  }

  private JsonObject generation(int number, SiteRoot root) {
    JsonObject delegation = JsonObject.builder().put("name", "rollback").put("keyids", List.of(quinn.key().id(), sam.key().id())).put("threshold", 1)
        .put("paths", List.of("packages/*/*/*")).put("terminating", true).build();
    return targets(number).put("delegations", Map.of("keys", Map.of(quinn.key().id(), quinn.key().toJson(), sam.key().id(), sam.key().toJson()), "roles", List.of(delegation)))
        .put("custom", JsonObject.builder().put("baseGeneration", number - 1).put("planSha256", "0".repeat(64)).put("siteRoot", Generation.PlannedUnder.toJson(root))
            .put("vendor", pins.toJson()).build()).build();
  }

  private static JsonObject rollback() {
    return targets(1).put("custom", Map.of("from", 2, "to", 1)).build();
  }

  private static JsonObject.Builder targets(int version) {
    return JsonObject.builder().put("_type", "targets").put("spec_version", "1.0.34").put("version", version).put("expires", "2036-11-24T00:00:00Z")
        .put("targets", Map.of(BUNDLE, TestRepository.file(BUNDLE).toJson()));
  }

  private void write(String name, Envelope envelope) {
    AtomicFiles.write(data.resolve("site/metadata").resolve(name), envelope.toBytes());
  }

  private static void assertCode(String code, Executable executable) {
    assertEquals(code, assertThrows(RefusedException.class, executable).refusal().code());
  }
}
