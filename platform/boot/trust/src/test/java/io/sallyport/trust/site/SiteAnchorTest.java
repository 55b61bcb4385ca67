package io.sallyport.trust.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Inventory;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TestKeys;
import io.sallyport.trust.TestRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A distribution that is anchored to the site's roots follows no others, whatever lies in DATA. */
class SiteAnchorTest {
  @TempDir Path directory;
  private final SiteRootMaker maker = new SiteRootMaker(Clock.fixed(TestRepository.NOW, ZoneOffset.UTC));
  private final Signer appliance = TestKeys.signer();
  private final List<Signer> approvers = List.of(TestKeys.signer(), TestKeys.signer());
  private Path home;
  private Path data;
  private SiteRepository site;

  @BeforeEach
  void commission() {
    home = directory.resolve("home");
    data = directory.resolve("data");
    AtomicFiles.write(home.resolve("trust/vendor-root.json"), new TestRepository().firstRoot());
    site = SiteRepository.installed(home, data);
    first(approvers);
  }

  @Test
  void theRootsThatItNamesAreFollowed() {
    anchor(SiteAnchor.lines(site.roots()));
    assertEquals(1, site.root().version());
    second(approvers, approvers);
    assertEquals(2, site.root().version(), "a root that descends from those needs no new anchor");
    anchor(SiteAnchor.lines(site.roots()));
    assertEquals(2, site.root().version());
  }

  @Test
  void anotherFirstRootIsRefusedHoweverWellItIsSigned() {
    List<String> lines = SiteAnchor.lines(site.roots());
    List<Signer> strangers = List.of(TestKeys.signer(), TestKeys.signer());
    first(strangers);
    assertTrue(site.root().approvers().containsKey(strangers.get(0).key().id()), "without an anchor nothing below the framework tells them apart");
    anchor(lines);
    assertCode("SP-GATE-0020", site::root);
    assertCode("SP-GATE-0020", () -> site.generation(1));
    assertCode("SP-GATE-0020", site::running);
    assertCode("SP-GATE-0020", () -> site.admittedDigests(1));
    first(approvers);
    assertEquals(1, site.root().version());
  }

  @Test
  void aNewestRootThatWasTakenAwayIsMissedIfItIsAnchored() throws IOException {
    second(approvers, approvers);
    List<String> lines = SiteAnchor.lines(site.roots());
    Files.delete(data.resolve("site/metadata/2.root.json"));
    anchor(lines.subList(0, 1));
    assertEquals(1, site.root().version(), "the anchor names the first only");
    anchor(lines);
    assertCode("SP-GATE-0020", site::root);
  }

  @Test
  void whatIsNoAnchorIsNotPassedOver() throws IOException {
    String good = SiteAnchor.lines(site.roots()).get(0);
    for (String text : List.of("", "\n", "1\n", good.toUpperCase(java.util.Locale.ROOT) + "\n", good + " x\n", "# comment\n" + good, "2" + good.substring(1) + "\n", good + "\n" + good + "\n", good + "\n\n",
        good + "\n0 " + "a".repeat(64) + "\n")) {
      Files.writeString(home.resolve(SiteAnchor.PATH), text);
      assertCode("SP-GATE-0021", site::root);
    }
    Files.delete(home.resolve(SiteAnchor.PATH));
    Files.createSymbolicLink(home.resolve(SiteAnchor.PATH), Files.writeString(directory.resolve("elsewhere"), good + "\n"));
    assertCode("SP-GATE-0021", site::root);
    Files.delete(home.resolve(SiteAnchor.PATH));
    Files.createDirectory(home.resolve(SiteAnchor.PATH));
    assertCode("SP-GATE-0021", site::root);
    Files.delete(home.resolve(SiteAnchor.PATH));
    Files.writeString(home.resolve(SiteAnchor.PATH), (good + "\n").repeat(2000));
    assertCode("SP-GATE-0021", site::root);
    Files.writeString(home.resolve(SiteAnchor.PATH), good);
    assertEquals(1, site.root().version());
  }

  @Test
  void theInventoryDoesNotCoverItAndNothingElseIsLetIn() throws IOException {
    Inventory inventory = Inventory.create(home, 1, "0.1.0", TestRepository.NOW);
    anchor(SiteAnchor.lines(site.roots()));
    assertEquals(List.of(), inventory.check(home, Optional.empty()));
    assertEquals(inventory.files().keySet(), Inventory.create(home, 1, "0.1.0", TestRepository.NOW).files().keySet());
    Files.writeString(home.resolve("trust/site-root.sha512"), "x");
    assertEquals(List.of(new Inventory.Mismatch(Inventory.Kind.EXTRA, "trust/site-root.sha512")), inventory.check(home, Optional.empty()));
    Files.delete(home.resolve("trust/site-root.sha512"));
    Files.delete(home.resolve(SiteAnchor.PATH));
    Files.createSymbolicLink(home.resolve(SiteAnchor.PATH), home.resolve("trust/vendor-root.json"));
    assertEquals(List.of(new Inventory.Mismatch(Inventory.Kind.EXTRA, SiteAnchor.PATH)), inventory.check(home, Optional.empty()));
  }

  private void first(List<Signer> signers) {
    write(1, Envelope.sign(maker.first(charter(signers), PairedKey.of(appliance.key())), signers.toArray(Signer[]::new)));
  }

  private void second(List<Signer> before, List<Signer> after) {
    List<Signer> all = new ArrayList<>(before);
    all.addAll(after);
    write(2, Envelope.sign(maker.next(site.root(), charter(after), Map.of(), PairedKey.of(appliance.key())), all.toArray(Signer[]::new)));
  }

  private static SiteCharter charter(List<Signer> signers) {
    return new SiteCharter("Plant", List.of(new SiteCharter.Member(new SiteRoot.Approver("quinn", "Quinn", "quality"), PairedKey.of(signers.get(0).key())),
        new SiteCharter.Member(new SiteRoot.Approver("sam", "Sam", "security"), PairedKey.of(signers.get(1).key()))), new ApprovalRule(2, List.of("quality", "security")), Optional.empty());
  }

  private void anchor(List<String> lines) {
    AtomicFiles.write(home.resolve(SiteAnchor.PATH), (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void write(int version, Envelope root) {
    AtomicFiles.write(data.resolve("site/metadata/" + version + ".root.json"), root.toBytes());
  }

  private static void assertCode(String code, Executable executable) {
    assertEquals(code, assertThrows(RefusedException.class, executable).refusal().code());
  }
}
