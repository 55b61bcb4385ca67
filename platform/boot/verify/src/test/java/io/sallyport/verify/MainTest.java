package io.sallyport.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Inventory;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.JournalFile;
import io.sallyport.vault.testing.TestJar;
import io.sallyport.vault.testing.TestVendor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The verifier as it is called: what is intact passes, and an edit of each kind of file gives its code. */
class MainTest {
  /** Something done to an installation. */
  private interface Edit {
    void to(Install install) throws IOException;
  }

  private record Run(int status, String out, String err) {
    JsonObject json() {
      return Json.parseObject(out.getBytes(StandardCharsets.UTF_8), "output");
    }

    List<String> codes() {
      return json().objects("findings").stream().map(finding -> finding.string("code")).distinct().toList();
    }
  }

  @TempDir Path directory;

  @Test
  void whatIsIntactPasses() throws IOException {
    Install install = new Install(directory);
    Run appliance = run("appliance", install.home, "--data", install.data, "--root", install.root, "--inventory");
    assertEquals(0, appliance.status(), appliance::err);
    assertTrue(appliance.out().endsWith("INTACT\n"), appliance::out);
    assertTrue(appliance.out().contains("bin/sallyport") && appliance.out().contains("the cache is never read"), appliance::out);
    Run medium = run("medium", install.medium, "--root", install.root, "--home", install.home, "--json", "--inventory");
    assertEquals(0, medium.status(), medium::err);
    assertEquals(4, medium.json().objects("inventory").size());
    assertEquals("pump-watch", medium.json().object("checked").objects("packages").get(0).string("name"));
    Run image = run("image", directory, "--root", install.root, "--json");
    assertEquals(0, image.status(), image::err);
    assertEquals(4, image.json().object("checked").object("data").object("vault").integer("entries"));
  }

  @Test
  void aDevelopmentRootIsReported() throws IOException {
    Install production = new Install(directory.resolve("production"));
    assertFalse(run("appliance", production.home, "--root", production.root).out().contains("DEVELOPMENT ROOT"));
    assertEquals("production", run("medium", production.medium, "--root", production.root, "--json").json().object("checked").string("vendorRoot"));
    Install development = new Install(directory.resolve("development"), new TestVendor(true));
    for (Run run : List.of(run("appliance", development.home, "--data", development.data), run("appliance", development.home, "--root", development.root), run("medium", development.medium, "--root", development.root))) {
      assertEquals(0, run.status(), run::err);
      assertTrue(run.out().contains("DEVELOPMENT ROOT"), run::out);
    }
    assertEquals("development", run("appliance", development.home, "--json").json().object("checked").string("vendorRoot"));
  }

  /** What lies in the cache cannot run: no start reads it. */
  @Test
  void whatLiesInTheCacheIsNoFinding() throws IOException {
    Install install = new Install(directory);
    Path planted = Files.createDirectories(install.data.resolve("cache/bundle8/version0.0")).resolve("bundle.jar");
    Files.write(planted, new TestJar("evil", "1.0.0").bytes());
    Run run = run("appliance", install.home, "--data", install.data, "--root", install.root);
    assertEquals(0, run.status(), run::out);
  }

  @TestFactory
  Stream<DynamicTest> anEditOfEachKindOfFileGivesItsCode() {
    Map<String, Map.Entry<String, Edit>> edits = new LinkedHashMap<>();
    edits.put("jar in lib/boot", Map.entry("SP-LAUNCH-0003", i -> i.file("lib/boot/main-1.0.0.jar", "x")));
    edits.put("jar in lib", Map.entry("SP-LAUNCH-0003", i -> flip(i.home.resolve("lib/gate-1.0.0.jar"))));
    edits.put("script in bin", Map.entry("SP-LAUNCH-0003", i -> i.file("bin/sallyport", "#!/bin/ls\n")));
    edits.put("configuration in etc", Map.entry("SP-LAUNCH-0003", i -> i.file("etc/system.properties", "a=c\n")));
    edits.put("jar in system", Map.entry("SP-LAUNCH-0003", i -> flip(i.home.resolve("system/core/core-1.0.0.jar"))));
    edits.put("licence beside them", Map.entry("SP-LAUNCH-0003", i -> i.file("LICENSE", "none\n")));
    edits.put("vendor root", Map.entry("SP-LAUNCH-0003", i -> Files.write(i.home.resolve("trust/vendor-root.json"), new TestVendor().rootBytes())));
    edits.put("file removed", Map.entry("SP-LAUNCH-0004", i -> Files.delete(i.home.resolve("etc/system.properties"))));
    edits.put("file added", Map.entry("SP-LAUNCH-0005", i -> i.file("lib/evil.jar", "x")));
    edits.put("file added beside the directories", Map.entry("SP-LAUNCH-0005", i -> i.file("autorun.sh", "x")));
    edits.put("link in place of a file", Map.entry("SP-LAUNCH-0003", i -> link(i, i.home.resolve("lib/gate-1.0.0.jar"))));
    edits.put("link in place of a directory", Map.entry("SP-LAUNCH-0005", i -> link(i, i.home.resolve("system"))));
    edits.put("mode", Map.entry("SP-LAUNCH-0007", i -> Files.setPosixFilePermissions(i.home.resolve("lib/boot"), PosixFilePermissions.fromString("rwxrwxrwx"))));
    edits.put("inventory", Map.entry("SP-TRUST-0011", i -> replace(i.home.resolve(Inventory.PATH), "\"0.1.0\"", "\"0.1.1\"")));
    edits.put("inventory's signatures", Map.entry("SP-TRUST-0011", i -> i.sign(i.vendor.targetKeys().subList(0, 1))));
    edits.put("inventory removed", Map.entry("SP-LAUNCH-0001", i -> Files.delete(i.home.resolve(Inventory.PATH))));
    edits.put("vault entry", Map.entry("SP-LAUNCH-0008", i -> flip(i.vaultEntry("PK"))));
    edits.put("vault entry, a link", Map.entry("SP-LAUNCH-0009", i -> link(i, i.vaultEntry("PK"))));
    edits.put("file added to the vault", Map.entry("SP-LAUNCH-0009", i -> Files.writeString(i.data.resolve("vault/sha256/note.txt"), "x")));
    edits.put("vendor metadata", Map.entry("SP-TRUST-0023", i -> replace(i.data.resolve("vendor/snapshot.json"), "2040", "2041")));
    edits.put("site root", Map.entry("SP-GATE-0007", i -> Files.writeString(i.data.resolve("site/metadata/1.root.json"), "{}")));
    edits.put("journal", Map.entry("SP-APPLY-0020", i -> AtomicFiles.appendDurable(i.data.resolve("site").resolve(JournalFile.NAME), "{}\n{}\n".getBytes(StandardCharsets.UTF_8))));
    List<DynamicTest> tests = new ArrayList<>();
    edits.forEach((name, edit) -> tests.add(dynamicTest(name + " → " + edit.getKey(), () -> {
      Install install = new Install(Files.createTempDirectory(directory, "install"));
      edit.getValue().to(install);
      Run run = run("appliance", install.home, "--data", install.data, "--root", install.root, "--json");
      assertEquals(1, run.status());
      assertTrue(run.codes().contains(edit.getKey()), run.out());
      assertFalse(run.json().bool("intact"));
    })));
    return tests.stream();
  }

  @Test
  void aTornJournalIsNoFinding() throws IOException {
    Install install = new Install(directory);
    AtomicFiles.appendDurable(install.data.resolve("site").resolve(JournalFile.NAME), "{\"seq\":".getBytes(StandardCharsets.UTF_8));
    Run run = run("appliance", install.home, "--data", install.data);
    assertEquals(0, run.status(), run::err);
    assertTrue(run.out().contains("cut short"), run::out);
  }

  @Test
  void anotherVendorsDistributionIsNotIntact() throws IOException {
    Install install = new Install(directory);
    Path other = Files.write(directory.resolve("other.json"), new TestVendor().rootBytes());
    assertEquals(List.of("SP-TRUST-0011"), run("appliance", install.home, "--root", other, "--json").codes());
    assertEquals(List.of("SP-TRUST-0011"), run("medium", install.medium, "--root", other, "--json").codes());
  }

  @Test
  void aChangedByteOnAMediumIsFound() throws IOException {
    Install install = new Install(directory);
    try (Stream<Path> files = Files.walk(install.medium.resolve("targets"))) {
      flip(files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow());
    }
    Run run = run("medium", install.medium, "--root", install.root, "--json");
    assertEquals(1, run.status());
    assertTrue(run.codes().contains("SP-TRUST-0023"), run::out);
  }

  @Test
  void anImageMustHoldExactlyOneAppliance() throws IOException {
    Install install = new Install(directory.resolve("image"));
    Path root = install.root;
    assertEquals(List.of("SP-LAUNCH-0011"), run("image", Files.createDirectory(directory.resolve("empty")), "--root", root, "--json").codes());
    TestVendor.copy(install.home, directory.resolve("image/opt/older"));
    assertEquals(List.of("SP-LAUNCH-0011"), run("image", directory.resolve("image"), "--root", root, "--json").codes());
    assertEquals(0, run("image", directory.resolve("image"), "--home", "/opt/older", "--data", "/var/lib/sallyport", "--root", root).status());
    TestVendor.copy(install.home, directory.resolve("outside"));
    Files.createSymbolicLink(directory.resolve("image/out"), directory);
    assertEquals(List.of("SP-LAUNCH-0011"), run("image", directory.resolve("image"), "--home", "/out/outside", "--root", root, "--json").codes());
    assertEquals(List.of("SP-LAUNCH-0011"), run("image", directory.resolve("image"), "--home", "../image/opt/none", "--root", root, "--json").codes());
  }

  @Test
  void wrongUsageSaysHow() throws IOException {
    Install install = new Install(directory);
    for (List<Object> words : List.<List<Object>>of(List.of(), List.of("appliance"), List.of("vault", install.data), List.of("appliance", directory.resolve("absent")), List.of("medium", install.medium),
        List.of("appliance", install.home, "--root"), List.of("appliance", install.home, "--roof", "x"), List.of("medium", install.medium, "--root", directory.resolve("absent")))) {
      Run run = run(words.toArray());
      assertEquals(2, run.status(), words::toString);
      assertTrue(run.err().contains("usage:"), run::err);
    }
  }

  private static Run run(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(Install.CLOCK, new PrintStream(out, false, StandardCharsets.UTF_8), new PrintStream(err, false, StandardCharsets.UTF_8),
        Stream.of(words).map(Object::toString).toArray(String[]::new));
    return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private static void replace(Path file, String old, String fresh) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(old), file::toString);
    Files.writeString(file, text.replace(old, fresh));
  }

  private static void link(Install install, Path file) throws IOException {
    Path elsewhere = Files.move(file, install.medium.resolveSibling("elsewhere"));
    Files.createSymbolicLink(file, elsewhere);
  }
}
