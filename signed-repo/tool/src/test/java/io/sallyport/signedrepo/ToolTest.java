package io.sallyport.signedrepo;

import static io.sallyport.signedrepo.ToolRun.ok;
import static io.sallyport.signedrepo.ToolRun.refused;
import static io.sallyport.signedrepo.ToolRun.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.Inventory;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.site.Descriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives the tool by its command line, as people do. */
class ToolTest {
  @TempDir static Path shared;
  @TempDir Path work;
  private static Path keys;
  private static Path password;
  private Path repository;
  private Path root;

  @BeforeAll
  static void keys() throws Exception {
    keys = shared.resolve("keys");
    password = shared.resolve("password");
    Files.writeString(password, "correct horse\n");
    ok("keys", keys, "--password-file", password);
  }

  @BeforeEach
  void repository() {
    repository = work.resolve("repository");
    root = repository.resolve("published/metadata/1.root.json");
  }

  @Test
  void aReleaseSignedByDifferentPeopleInDifferentRuns() throws Exception {
    String initial = ok("init", repository, "--keys", keys);
    assertTrue(initial.contains("2 signatures"), initial);
    sign("root", "vendor-root-1");
    ok("add", repository, folder("thing", "1.0.0"));
    assertTrue(sign("targets", "vendor-targets-3").contains("1 of 2"));
    refused("SP-TRUST-0011", "sign", repository, "--role", "snapshot", "--key", keys.resolve("vendor-snapshot.p12"), "--password-file", password);
    sign("targets", "vendor-targets-3");
    refused("SP-TRUST-0011", "sign", repository, "--role", "snapshot", "--key", keys.resolve("vendor-snapshot.p12"), "--password-file", password);
    assertTrue(sign("targets", "vendor-targets-1").contains("complete"));
    refused("SP-TRUST-0011", "publish", repository);
    sign("snapshot", "vendor-snapshot");
    sign("timestamp", "vendor-timestamp");
    refused("SP-TRUST-0011", "publish", repository);
    assertFalse(Files.exists(root));
    sign("root", "vendor-root-3");
    ok("publish", repository);
    Path medium = work.resolve("medium");
    ok("medium", repository, medium);
    JsonObject verified = Json.parseObject(ok("verify", medium, "--root", root, "--json").getBytes(StandardCharsets.UTF_8), "verify");
    assertEquals(4, verified.integer("targets"));
    assertEquals("thing", verified.objects("packages").get(0).string("name"));
    refused("SP-TOOL-0013", "medium", repository, medium);
  }

  @Test
  void aSignatureIsVoidAfterAChange() throws Exception {
    published();
    ok("add", repository, folder("thing", "1.1.0"));
    sign("targets", "vendor-targets-1");
    sign("targets", "vendor-targets-2");
    sign("snapshot", "vendor-snapshot");
    sign("timestamp", "vendor-timestamp");
    ok("add", repository, folder("other", "1.0.0"));
    refused("SP-TRUST-0011", "publish", repository);
    sign("targets", "vendor-targets-1");
    sign("targets", "vendor-targets-2");
    refused("SP-TOOL-0007", "publish", repository);
    signOnline();
    ok("publish", repository);
  }

  @Test
  void anInterruptedPublishCanBeRepeated() throws Exception {
    signed();
    Path saved = work.resolve("saved");
    FileTree.copyMissing(repository.resolve("staging"), saved);
    ok("publish", repository);
    Files.delete(repository.resolve("published/metadata/timestamp.json"));
    FileTree.copyMissing(saved, repository.resolve("staging"));
    ok("publish", repository);
    ok("medium", repository, medium());
    ok("verify", medium(), "--root", root);
  }

  @Test
  void wrongKeysAndPasswordsAreRefused() throws Exception {
    ok("init", repository, "--keys", keys);
    refused("SP-TOOL-0005", "sign", repository, "--role", "root", "--key", keys.resolve("vendor-targets-1.p12"), "--password-file", password);
    Path wrong = Files.writeString(work.resolve("wrong"), "wrong\n");
    refused("SP-TRUST-0013", "sign", repository, "--role", "root", "--key", keys.resolve("vendor-root-1.p12"), "--password-file", wrong);
    refused("SP-TOOL-0017", "init", repository, "--keys", keys);
    refused("SP-TRUST-0014", "keys", keys, "vendor-root-1", "--password-file", password);
    refused("SP-TOOL-0003", "status", work.resolve("nothing"));
    refused("SP-TOOL-0018", "init", work.resolve("r2"), "--keys", keys, "--root-threshold", "4");
  }

  @Test
  void advisoriesTravelAsSignedTargets() throws Exception {
    published();
    Path file = Files.writeString(work.resolve("osv.json"), "{\"id\": \"X-1\", \"modified\": \"2026-11-01T00:00:00Z\"}");
    assertTrue(ok("advisories", repository, file).contains("1 advisories"));
    sign("targets", "vendor-targets-1");
    sign("targets", "vendor-targets-2");
    sign("snapshot", "vendor-snapshot");
    sign("timestamp", "vendor-timestamp");
    ok("publish", repository);
    Path medium = work.resolve("with-advisories");
    ok("medium", repository, medium);
    assertTrue(ok("verify", medium, "--root", root).contains("verified: 5 targets"));
    try (var files = Files.list(medium.resolve("targets/advisories"))) {
      Files.writeString(files.findFirst().orElseThrow(), "{\"id\": \"X-2\", \"modified\": \"2026-11-01T00:00:00Z\"}");
    }
    refused("SP-TRUST-0023", "verify", medium, "--root", root);
    refused("SP-TOOL-0030", "advisories", repository, Files.copy(file, work.resolve("notes.txt")));
    refused("SP-MEDIUM-0040", "advisories", repository, Files.writeString(work.resolve("none.json"), "{}"));
  }

  @Test
  void aSpoiledMediumIsRefused() throws Exception {
    published();
    Path jar = only("targets/packages/thing/1.0.0", "thing-1.0.0.jar");
    byte[] bytes = Files.readAllBytes(jar);
    bytes[bytes.length / 2] ^= 1;
    Files.write(jar, bytes);
    refused("SP-TRUST-0023", "verify", medium(), "--root", root);
    Files.delete(jar);
    refused("SP-MEDIUM-0007", "verify", medium(), "--root", root);
    Files.createSymbolicLink(jar, password);
    refused("SP-MEDIUM-0002", "verify", medium(), "--root", root);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(jar);
    Files.write(jar, bytes);
    ok("verify", medium(), "--root", root);
    Files.writeString(medium().resolve("targets/autorun.inf"), "x");
    refused("SP-MEDIUM-0002", "verify", medium(), "--root", root);
  }

  @Test
  void aReleasedVersionNeverChanges() throws Exception {
    published();
    Path folder = folder("thing", "1.0.0");
    Files.writeString(folder.resolve("CHANGELOG.md"), "rewritten");
    refused("SP-TOOL-0011", "add", repository, folder);
    ok("package", folder);
    refused("SP-TOOL-0019", "add", repository, folder);
  }

  @Test
  void theProcessorsDraftIsATemplateToo() throws Exception {
    Path folder = folder("thing", "2.0.0");
    Path draft = Files.writeString(folder.resolveSibling("draft.json"), "{\"schema\": \"sallyport.package/1\", \"name\": \"thing\", \"kind\": \"capability\", \"publisher\": \"Acme\","
        + " \"summary\": \"A thing\", \"api\": \"[0.3,0.4)\", \"gxp\": \"none\", \"conduits\": [], \"roles\": [\"operator\"], \"qualification\": {\"scope\": \"IQ\"}}");
    refused("SP-TRUST-0006", "package", folder, "--template", draft);
    ok("package", folder, "--template", draft, "--version-of-package", "2.0.0");
    Descriptor made = Descriptor.parse(Files.readAllBytes(folder.resolve("package.json")), "test");
    assertEquals("2.0.0", made.version());
    assertEquals(List.of("changelog", "sbom", "bundle"), made.parts().stream().sorted(Comparator.comparing(Descriptor.Part::path)).map(Descriptor.Part::role).toList());
  }

  @Test
  void aBundleMustNameItsPackage() throws Exception {
    Path folder = folder("thing", "2.0.0");
    TestPackage.jar(folder.resolve("thing-2.0.0.jar"), "other;version=2.0.0");
    refused("SP-TOOL-0012", "package", folder);
    TestPackage.jar(folder.resolve("thing-2.0.0.jar"), "thing");
    refused("SP-TOOL-0012", "package", folder); // its version is 1.0.0 then
    TestPackage.jar(folder.resolve("thing-2.0.0.jar"), "thing;version=\"2.0.0\"");
    ok("package", folder);
  }

  @Test
  void keysRotateAndPartnersAreDelegatedTo() throws Exception {
    published();
    ok("keys", keys, "new-targets-1", "new-targets-2", "acme", "--password-file", password);
    ok("rotate", repository, "--role", "targets", "--public-key", keys.resolve("new-targets-1.json"), "--public-key", keys.resolve("new-targets-2.json"), "--threshold", "2");
    sign("root", "vendor-root-1");
    sign("root", "vendor-root-2");
    ok("delegate", repository, "add", "acme", "--public-key", keys.resolve("acme.json"), "--paths", "packages/acme-*/**");
    ok("add", repository, folder("acme-thing", "1.0.0"), "--role", "acme");
    sign("acme", "acme");
    refused("SP-TOOL-0005", "sign", repository, "--role", "targets", "--key", keys.resolve("vendor-targets-1.p12"), "--password-file", password);
    sign("targets", "new-targets-1");
    sign("targets", "new-targets-2");
    signOnline();
    ok("publish", repository);
    Path medium = work.resolve("second");
    ok("medium", repository, medium);
    String verified = ok("verify", medium, "--root", root);
    assertTrue(verified.contains("acme-thing") && verified.contains("root version 2"), verified);
    stockClients(medium, "packages/acme-thing/1.0.0/package.json", "packages/thing/1.0.0/thing-1.0.0.jar");
  }

  @Test
  void stockClientsAgree() throws Exception {
    published();
    stockClients(medium(), "packages/thing/1.0.0/package.json", "packages/thing/1.0.0/thing-1.0.0.jar", "packages/thing/1.0.0/CHANGELOG.md");
  }

  @Test
  void developmentMakesKeysOnceAndReleasesGoOn() throws Exception {
    Path dev = work.resolve("dev");
    ok("development", dev);
    byte[] first = Files.readAllBytes(dev.resolve("root.json"));
    ok("development", dev);
    assertEquals(new String(first), Files.readString(dev.resolve("root.json")));
    assertEquals(RootMetadata.Purpose.DEVELOPMENT, RootMetadata.selfSigned(first, "root.json").purpose());
    for (String secret : List.of("password", "keys/vendor-root-1.p12")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dev.resolve(secret))));
    }
    Path folder = folder("thing", "1.0.0");
    assertTrue(ok("release", work.resolve("r1"), folder, "--dev", dev, "--medium", work.resolve("m1")).contains("version 1"));
    assertTrue(ok("release", work.resolve("r1"), folder("thing", "1.1.0"), "--dev", dev, "--medium", work.resolve("m2")).contains("version 2"));
    assertTrue(ok("release", work.resolve("r2"), folder, "--dev", dev, "--medium", work.resolve("m3")).contains("version 3"), "a repository made again continues");
  }

  /** A production root, or one made before the mark existed. */
  @Test
  void developmentRefusesARootWithoutTheMark() throws Exception {
    published();
    Path dev = work.resolve("dev");
    ok("development", dev);
    assertEquals(RootMetadata.Purpose.PRODUCTION, RootMetadata.selfSigned(Files.readAllBytes(root), "root.json").purpose());
    Files.copy(root, dev.resolve("root.json"), StandardCopyOption.REPLACE_EXISTING);
    refused("SP-TOOL-0110", "development", dev);
  }

  @Test
  void processesThatMakeDevelopmentKeysAtOnceMakeTheSameOnce() throws Exception {
    Path dev = work.resolve("dev");
    List<Process> makers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      makers.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", System.getProperty("java.class.path"), Tool.class.getName(), "development", dev.toString())
          .redirectErrorStream(true).start());
    }
    for (Process maker : makers) {
      String said = new String(maker.getInputStream().readAllBytes());
      assertEquals(0, maker.waitFor(), said);
    }
    ok("release", work.resolve("repository"), folder("thing", "1.0.0"), "--dev", dev, "--medium", work.resolve("medium"));
  }

  @Test
  void theInventoryNeedsTwoSigners() throws Exception {
    published();
    Path home = work.resolve("home");
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/a.jar"), "a");
    assertTrue(ok("inventory", home, "--root", root, "--key", keys.resolve("vendor-targets-1.p12"), "--password-file", password).contains("1 of 2"));
    assertTrue(ok("inventory", home, "--add", "--key", keys.resolve("vendor-targets-2.p12"), "--password-file", password).contains("2 of 2"));
    assertEquals(List.of(), Inventory.read(home).check(home, Optional.empty()));
    assertTrue(ok("inventory", home, "--dev", work.resolve("dev")).contains("2 of 2"));
    assertEquals(List.of(), Inventory.read(home).check(home, Optional.empty()));
  }

  @Test
  void theConformanceClientDownloads() throws Exception {
    published();
    Path trusted = work.resolve("trusted");
    Path out = Files.createDirectory(work.resolve("out"));
    ok("client", "--metadata-dir", trusted, "init", root);
    ok("client", "--metadata-dir", trusted, "--metadata-url", medium().resolve("metadata").toUri(), "refresh");
    ok("client", "--metadata-dir", trusted, "--metadata-url", medium().resolve("metadata").toUri(), "--target-name", "packages/thing/1.0.0/CHANGELOG.md", "--target-base-url",
        medium().resolve("targets").toUri(), "--target-dir", out, "download");
    assertEquals("# thing 1.0.0\n", Files.readString(out.resolve("packages%2Fthing%2F1.0.0%2FCHANGELOG.md")));
  }

  @Test
  void wrongUsageIsToldApart() {
    assertEquals(2, run(new ArrayList<>(), "verify"));
    assertEquals(2, run(new ArrayList<>(), "no-such-command"));
    assertEquals(0, run(new ArrayList<>(), "--help"));
  }

  /** One package, signed by everybody and not published yet. */
  private void signed() throws Exception {
    ok("init", repository, "--keys", keys);
    sign("root", "vendor-root-1");
    sign("root", "vendor-root-2");
    ok("add", repository, folder("thing", "1.0.0"));
    sign("targets", "vendor-targets-1");
    sign("targets", "vendor-targets-2");
    signOnline();
  }

  private void published() throws Exception {
    signed();
    ok("publish", repository);
    ok("medium", repository, medium());
  }

  private void signOnline() {
    sign("snapshot", "vendor-snapshot");
    sign("timestamp", "vendor-timestamp");
  }

  private Path medium() {
    return work.resolve("medium");
  }

  private Path only(String folder, String end) throws IOException {
    try (var files = Files.list(medium().resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }

  private String sign(String role, String key) {
    return ok("sign", repository, "--role", role, "--key", keys.resolve(key + ".p12"), "--password-file", password);
  }

  private Path folder(String name, String version) throws IOException {
    return TestPackage.folder(work, name, version);
  }

  private void stockClients(Path medium, String... names) throws Exception {
    StockClients.agree(work, medium, root, names);
  }
}
