package io.sallyport.provision.commission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.OfflineAudit;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PairedKey;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Signer;
import io.sallyport.trust.site.ApprovalRule;
import io.sallyport.trust.site.SiteCharter;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.trust.site.SiteRootMaker;
import io.sallyport.vault.testing.TestVendor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which vendor root a site may rest on. */
class CommissionTest {
  private static final String ACCEPT = "--accept-development-root";

  @TempDir Path directory;
  private Signer quinn;
  private Signer sam;

  @BeforeEach
  void keys() {
    quinn = KeyFile.create(directory.resolve("quinn.p12"), "secret".toCharArray());
    sam = KeyFile.create(directory.resolve("sam.p12"), "secret".toCharArray());
  }

  @Test
  void aDevelopmentRootMakesNoSite() throws IOException {
    install(new TestVendor(true));
    Path root = directory.resolve("site-root.json");
    for (List<String> arguments : List.of(List.<String>of(), List.of("--charter", charter(), "--out", root.toString(), "--yes"), List.of("--root", signedRoot().toString(), "--admin", "ada", "Ada"))) {
      assertRefused("SP-TRUST-0106", arguments);
    }
    assertFalse(Files.exists(root));
    assertFalse(Files.exists(data().resolve("site")));
  }

  @Test
  void oneThatIsAcceptedIsRecorded() throws IOException {
    install(new TestVendor(true));
    Path root = directory.resolve("site-root.json");
    commission(List.of("--charter", charter(), "--out", root.toString(), "--yes", ACCEPT));
    assertTrue(Files.exists(root));
    commission(List.of("--root", signedRoot().toString(), "--admin", "ada", "Ada Lindqvist", ACCEPT));
    assertEquals("development", recorded());
  }

  @Test
  void aProductionRootNeedsNoOption() throws IOException {
    install(new TestVendor());
    commission(List.of("--root", signedRoot().toString(), "--admin", "ada", "Ada Lindqvist"));
    assertEquals("production", recorded());
  }

  @Test
  void aDemonstrationNeedsNoOptionAndIsRecorded() throws IOException {
    install(new TestVendor(true));
    commission(List.of("--demo"));
    assertEquals("development", recorded());
  }

  /** The option stands at the end, once. */
  @Test
  void theOptionElsewhereIsNotUnderstood() throws IOException {
    install(new TestVendor());
    assertRefused("SP-PLAN-0012", List.of(ACCEPT, "--demo"));
    assertRefused("SP-PLAN-0012", List.of(ACCEPT, ACCEPT));
  }

  private void install(TestVendor vendor) throws IOException {
    vendor.install(Files.createDirectories(home()), Map.of());
  }

  private Path home() {
    return directory.resolve("home");
  }

  private Path data() {
    return directory.resolve("data");
  }

  private void assertRefused(String code, List<String> arguments) {
    assertEquals(code, assertThrows(RefusedException.class, () -> commission(arguments)).refusal().code());
  }

  private void commission(List<String> arguments) {
    PrintStream print = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(Optional.empty(), new ByteArrayInputStream("ada-and-nobody-else\n".getBytes(StandardCharsets.UTF_8)), print);
    new Commission(home(), data(), Clock.systemUTC(), terminal, print).run(arguments);
  }

  private static SiteCharter.Member member(Signer key, String user, String role) {
    return new SiteCharter.Member(new SiteRoot.Approver(user, user, role), PairedKey.of(key.key()));
  }

  private SiteCharter siteCharter() {
    return new SiteCharter("Plant 7", List.of(member(quinn, "quinn", "quality"), member(sam, "sam", "security")), new ApprovalRule(2, List.of("quality", "security")), Optional.empty());
  }

  private String charter() throws IOException {
    return Files.write(directory.resolve("charter.json"), siteCharter().toJson().toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The site's first root, signed by both approvers. */
  private Path signedRoot() throws IOException {
    try (OfflineAudit audit = OfflineAudit.open(data())) {
      JsonObject root = new SiteRootMaker(Clock.systemUTC()).first(siteCharter(), audit.applianceKey().paired().key());
      return Files.write(directory.resolve("signed-root.json"), Envelope.sign(root, quinn, sam).toBytes());
    }
  }

  private String recorded() {
    try (OfflineAudit audit = OfflineAudit.open(data())) {
      return audit.log().read(0, 100).stream().filter(entry -> entry.json().string("type").equals("site.commissioned")).findFirst().orElseThrow()
          .json().object("after").string("vendorRoot");
    }
  }
}
