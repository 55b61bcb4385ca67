package io.sallyport.signedrepo;

import static io.sallyport.signedrepo.ToolRun.ok;
import static io.sallyport.signedrepo.ToolRun.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner's quorum from the delegation to the appliance that imports: what counts, what does not, and how trust ends. */
class PartnersTest {
  private static final List<String> ROLES = List.of("targets", "acme");
  @TempDir static Path shared;
  @TempDir Path work;
  private static Path keys;
  private static Path password;
  private Path repository;
  private Path root;
  private ImportingAppliance appliance;

  @BeforeAll
  static void keys() throws Exception {
    keys = shared.resolve("keys");
    password = Files.writeString(shared.resolve("password"), "correct horse\n");
    ok("keys", keys, "--password-file", password);
    ok("keys", keys, "acme-1", "acme-2", "acme-3", "new-root-1", "new-root-2", "--password-file", password);
  }

  /** The vendor's thing and acme's pump, the latter signed by two of acme's three people. */
  @BeforeEach
  void published() throws Exception {
    repository = work.resolve("repository");
    root = repository.resolve("published/metadata/1.root.json");
    ok("init", repository, "--keys", keys);
    sign("root", "vendor-root-1", "vendor-root-2");
    ok("add", repository, TestPackage.folder(work, "thing", "1.0.0"));
    String added = ok("delegate", repository, "add", "acme", "--paths", "packages/acme-*/**", "--threshold", 2, "--public-key", keys.resolve("acme-1.json"), "--public-key", keys.resolve("acme-2.json"),
        "--public-key", keys.resolve("acme-3.json"));
    assertTrue(added.contains("packages/acme-*/*/*, 2 of 3 keys; sign --role targets and --role acme next"), added);
    ok("add", repository, TestPackage.folder(work, "acme-pump", "1.0.0"), "--role", "acme");
    sign("targets", "vendor-targets-1", "vendor-targets-2");
    sign("acme", "acme-1", "acme-2");
    publish();
    appliance = new ImportingAppliance(work.resolve("appliance"), root, keys, password);
  }

  @Test
  void aPartnersPackageCountsWithinItsNamesAndThreshold() throws Exception {
    Path medium = medium("first");
    assertTrue(ok("verify", medium, "--root", root).contains("verified: 8 targets"));
    assertEquals(2, appliance.imports(medium).added().size());
    assertEquals("acme 2 of 2", vouching("acme-pump"));
    assertEquals("targets 2 of 2", vouching("thing"));
    JsonObject listed = Json.parseObject(("{\"rows\":" + ok("delegate", repository, "list", "--json") + "}").getBytes(StandardCharsets.UTF_8), "list").objects("rows").get(0);
    assertEquals("acme", listed.string("role"));
    assertEquals(2, listed.integer("signatures"));
    assertEquals(List.of("packages/acme-*/*/*"), listed.strings("names"));
    StockClients.agree(work, medium, root, "packages/acme-pump/1.0.0/package.json", "packages/thing/1.0.0/package.json");
  }

  @Test
  void outsideItsNamesAPartnerIsRefusedByToolAndAppliance() throws Exception {
    refused("SP-TOOL-0061", "add", repository, TestPackage.folder(work, "other", "1.0.0"), "--role", "acme");
    appliance.imports(medium("first"));
    // The partner's own tool lists the vendor's next release all the same.
    PackageFolder folder = PackageFolder.open(TestPackage.folder(work, "thing", "1.1.0"));
    Repository staged = new Repository(repository);
    MetadataFile acme = new Staging(staged, Clock.systemUTC()).editTargets("acme", targets -> MetadataBuilder.withTargets(targets, folder.targets()));
    folder.targets().forEach(file -> FileTree.copy(folder.files().get(file.path()), staged.stagedTargets().resolve(file.consistentPath())));
    sign("acme", "acme-1", "acme-2");
    sign("snapshot", "vendor-snapshot");
    sign("timestamp", "vendor-timestamp");
    refused("SP-TOOL-0061", "publish", repository);
    Path forged = forged("forged", Map.of("acme", signed(acme.signed(), "acme-1", "acme-2")));
    appliance.imports(forged);
    assertEquals(Optional.empty(), appliance.vouching("thing", "1.1.0"));
    FileTree.copyMissing(staged.stagedTargets(), forged.resolve("targets"));
    appliance.refuses("SP-MEDIUM-0005", forged);
  }

  @Test
  void belowItsThresholdAPartnerIsRefusedByToolAndAppliance() throws Exception {
    ok("add", repository, TestPackage.folder(work, "acme-pump", "1.1.0"), "--role", "acme");
    sign("acme", "acme-3");
    refused("SP-TRUST-0011", "sign", repository, "--role", "snapshot", "--key", keys.resolve("vendor-snapshot.p12"), "--password-file", password);
    JsonObject acme = new Repository(repository).staged("acme").orElseThrow().signed();
    appliance.refuses("SP-TRUST-0011", forged("one", Map.of("acme", signed(acme, "acme-3"))));
    appliance.refuses("SP-TRUST-0011", forged("foreign", Map.of("acme", signed(acme, "acme-3", "vendor-targets-1"))));
    sign("acme", "acme-1");
    publish();
    assertEquals(3, appliance.imports(medium("enough")).added().size());
  }

  @Test
  void aRevokedKeyCountsNoMoreAndTheOthersSignAnew() throws Exception {
    appliance.imports(medium("first"));
    String revoked = keyid("acme-2");
    refused("SP-TOOL-0063", "delegate", repository, "revoke", "acme", "--keyid", keyid("vendor-snapshot"));
    assertTrue(ok("delegate", repository, "revoke", "acme", "--keyid", revoked).contains("sign --role targets and --role acme next"));
    sign("targets", "vendor-targets-1", "vendor-targets-2");
    refused("SP-TOOL-0005", "sign", repository, "--role", "acme", "--key", keys.resolve("acme-2.p12"), "--password-file", password);
    JsonObject targets = new Repository(repository).staged("targets").orElseThrow().signed();
    assertFalse(targets.object("delegations").object("keys").has(revoked));
    appliance.refuses("SP-TRUST-0011", forged("old-signatures", Map.of("targets", signed(targets, "vendor-targets-1", "vendor-targets-2"))));
    sign("acme", "acme-1", "acme-3");
    publish();
    appliance.imports(medium("second"));
    assertEquals("acme 2 of 2", vouching("acme-pump"));
    refused("SP-TOOL-0018", "delegate", repository, "revoke", "acme", "--keyid", keyid("acme-1"));
  }

  /** Without the partner at hand: whoever publishes is told that the partner has to sign again. */
  @Test
  void whatIsPublishedMustMeetTheKeysInForce() throws Exception {
    String added = ok("delegate", repository, "add", "acme", "--paths", "packages/acme-*/**", "--threshold", 1, "--public-key", keys.resolve("acme-2.json"));
    assertTrue(added.endsWith("sign --role targets next"), added);
    ok("delegate", repository, "add", "acme", "--paths", "packages/acme-*/**", "--threshold", 1, "--public-key", keys.resolve("acme-3.json"));
    sign("targets", "vendor-targets-1", "vendor-targets-2");
    Files.delete(repository.resolve("staging/metadata/acme.json"));
    refused("SP-TOOL-0060", "sign", repository, "--role", "snapshot", "--key", keys.resolve("vendor-snapshot.p12"), "--password-file", password);
    ok("renew", repository, "--role", "acme");
    sign("acme", "acme-3");
    publish();
    appliance.imports(medium("second"));
    assertEquals("acme 1 of 1", vouching("acme-pump"));
  }

  @Test
  void aRemovedPartnerVouchesForNothing() throws Exception {
    appliance.imports(medium("first"));
    assertTrue(ok("delegate", repository, "remove", "acme").endsWith("sign --role targets next"));
    refused("SP-TOOL-0006", "delegate", repository, "remove", "acme");
    refused("SP-TOOL-0006", "add", repository, TestPackage.folder(work, "acme-pump", "1.1.0"), "--role", "acme");
    sign("targets", "vendor-targets-1", "vendor-targets-2");
    publish();
    assertTrue(new Repository(repository).published("snapshot").orElseThrow().signed().object("meta").has("acme.json"), "a role that vanishes from the snapshot would be refused");
    Path medium = medium("second");
    assertFalse(Files.exists(medium.resolve("targets/packages/acme-pump")));
    appliance.imports(medium);
    assertEquals(Optional.empty(), appliance.vouching("acme-pump", "1.0.0"));
    assertEquals("targets 2 of 2", vouching("thing"));
    appliance.refuses("SP-TRUST-0025", work.resolve("first"));
    FileTree.copyMissing(work.resolve("first/targets"), medium.resolve("targets"));
    appliance.refuses("SP-MEDIUM-0005", medium);
    StockClients.agree(work, medium, root, "packages/thing/1.0.0/package.json");
  }

  @Test
  void aPartnerThatComesBackGoesOnWhereItEnded() throws Exception {
    appliance.imports(medium("first"));
    ok("delegate", repository, "remove", "acme");
    sign("targets", "vendor-targets-1", "vendor-targets-2");
    publish();
    appliance.imports(medium("second"));
    ok("delegate", repository, "add", "acme", "--paths", "packages/acme-*/**", "--public-key", keys.resolve("acme-3.json"));
    sign("targets", "vendor-targets-1", "vendor-targets-2");
    sign("acme", "acme-3");
    publish();
    assertEquals(2, new Repository(repository).published("acme").orElseThrow().version());
    appliance.imports(medium("third"));
    assertEquals("acme 1 of 1", vouching("acme-pump"));
  }

  @Test
  void rootKeysRotateUnderAnApplianceThatTrustsTheFirst() throws Exception {
    ok("rotate", repository, "--role", "root", "--public-key", keys.resolve("new-root-1.json"), "--public-key", keys.resolve("new-root-2.json"), "--threshold", 2);
    sign("root", "new-root-1", "new-root-2", "vendor-root-1");
    sign("snapshot", "vendor-snapshot");
    sign("timestamp", "vendor-timestamp");
    refused("SP-TRUST-0011", "publish", repository);
    sign("root", "vendor-root-3");
    publish();
    ok("renew", repository, "--role", "root");
    refused("SP-TOOL-0005", "sign", repository, "--role", "root", "--key", keys.resolve("vendor-root-1.p12"), "--password-file", password);
    sign("root", "new-root-1", "new-root-2");
    publish();
    Path medium = medium("third");
    assertTrue(ok("verify", medium, "--root", root).contains("root version 3"));
    appliance.imports(medium);
    Path gap = copy(medium, "gap");
    Files.copy(gap.resolve("metadata/3.root.json"), gap.resolve("metadata/4.root.json"));
    appliance.refuses("SP-TRUST-0011", forged(gap, "4.root.json", signed(rootOf(4), "new-root-1")));
    StockClients.agree(work, medium, root, "packages/acme-pump/1.0.0/package.json");
  }

  @Test
  void patternsMustBeAbleToMatch() {
    for (String pattern : List.of("acme-*/**", "packages/**/x", "packages/acme", "packages/[a]*/**", "packages/acme-*/*/*/*", "packages/a**/*/*/x")) {
      refused("SP-TOOL-0062", "delegate", repository, "add", "acme", "--paths", pattern, "--public-key", keys.resolve("acme-1.json"));
    }
    assertEquals(List.of("packages/a-*/*/*", "packages/b/1.*/*", "packages/c/*/c?.jar"), PathPatterns.expanded(List.of("packages/a-*/**", "packages/b/1.*/**", "packages/c/*/c?.jar")));
  }

  private JsonObject rootOf(long version) {
    return new Repository(repository).published("root").orElseThrow().signed().toBuilder().put("version", version).build();
  }

  private static Path forged(Path medium, String name, MetadataFile file) throws IOException {
    Files.write(medium.resolve("metadata").resolve(name), file.bytes());
    return medium;
  }

  /** The published state with other metadata of some roles, under a snapshot and a timestamp that the vendor's online keys signed: a publisher that checks nothing. */
  private Path forged(String name, Map<String, MetadataFile> changed) throws IOException {
    Repository published = new Repository(repository);
    Path medium = copy(medium(name + "-base"), name);
    Map<String, MetadataFile> roles = new LinkedHashMap<>();
    ROLES.forEach(role -> roles.put(role, changed.getOrDefault(role, published.published(role).orElseThrow())));
    for (Map.Entry<String, MetadataFile> role : roles.entrySet()) {
      Files.write(medium.resolve("metadata/" + role.getValue().version() + "." + role.getKey() + ".json"), role.getValue().bytes());
    }
    long next = published.nextVersion("timestamp");
    Staging staging = new Staging(published, Clock.systemUTC());
    MetadataFile snapshot = signed(MetadataBuilder.snapshot(next, staging.expires("snapshot"), Optional.empty(), roles), "vendor-snapshot");
    Files.write(medium.resolve("metadata/" + next + ".snapshot.json"), snapshot.bytes());
    Files.write(medium.resolve("metadata/timestamp.json"), signed(MetadataBuilder.timestamp(next, staging.expires("timestamp"), snapshot), "vendor-timestamp").bytes());
    return medium;
  }

  private Path copy(Path medium, String name) {
    Path copy = work.resolve(name);
    FileTree.copyMissing(medium, copy);
    return copy;
  }

  private static MetadataFile signed(JsonObject signed, String... names) {
    Signer[] signers = List.of(names).stream().map(name -> KeyFile.open(keys.resolve(name + ".p12"), "correct horse".toCharArray())).toArray(Signer[]::new);
    return MetadataFile.of(Envelope.sign(signed, signers));
  }

  private String vouching(String name) {
    return appliance.vouching(name, "1.0.0").map(v -> v.role() + " " + v.signatures() + " of " + v.threshold()).orElse("nobody");
  }

  private static String keyid(String name) {
    return PublicKeyFile.read(keys.resolve(name + ".json")).id();
  }

  private Path medium(String name) {
    Path medium = work.resolve(name);
    ok("medium", repository, medium);
    return medium;
  }

  private void publish() {
    sign("snapshot", "vendor-snapshot");
    sign("timestamp", "vendor-timestamp");
    ok("publish", repository);
  }

  private void sign(String role, String... names) {
    for (String name : names) {
      ok("sign", repository, "--role", role, "--key", keys.resolve(name + ".p12"), "--password-file", password);
    }
  }
}
