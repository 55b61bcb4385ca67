package io.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process: it must end with 78 before Karaf's first class is used. */
class LauncherTest {
  @TempDir Path made;
  private Path directory;
  private Distribution distribution;
  private Path data;
  private List<String> closed = List.of(JvmOptions.CLOSED_TO_ATTACH);

  @BeforeEach void choose() throws IOException {
    directory = made;
    make();
  }

  private void make() throws IOException {
    distribution = new Distribution(directory);
    data = directory.resolve("data");
  }

  @Test void aTamperedDistributionDoesNotStart() throws Exception {
    distribution.file("lib/evil.jar", "boo");
    distribution.file("lib/boot/main.jar", "jaR");
    String output = refused(List.of("-Dsallyport.home=" + distribution.home, "-Dsallyport.data=" + data));
    assertTrue(output.contains("SP-LAUNCH-0003") && output.contains("lib/boot/main.jar"), output);
    assertTrue(output.contains("SP-LAUNCH-0005") && output.contains("lib/evil.jar"), output);
  }

  /** Karaf would delete the audit log, the vault and the site with it. */
  @Test void whatWouldHaveKarafDeleteTheDataIsDeletedInstead() throws Exception {
    Files.createDirectories(data.resolve("clean_all/x"));
    Files.writeString(data.resolve("clean_cache"), "");
    Files.writeString(Files.createDirectories(data.resolve("audit")).resolve("kept"), "x");
    distribution.file("lib/evil.jar", "keeps Karaf from starting");
    String output = refused(List.of("-Dsallyport.home=" + distribution.home, "-Dsallyport.data=" + data));
    assertTrue(output.contains("SP-LAUNCH-0130") && output.contains("clean_all") && output.contains("clean_cache"), output);
    assertFalse(Files.exists(data.resolve("clean_all")) || Files.exists(data.resolve("clean_cache")));
    assertTrue(Files.exists(data.resolve("audit/kept")));
  }

  @TestFactory Stream<DynamicTest> anEditOfAnyKindOfFileKeepsItFromStarting() {
    Map<String, Executable> edits = new LinkedHashMap<>();
    edits.put("SP-LAUNCH-0003 lib/gate.jar", () -> distribution.file("lib/gate.jar", "x"));
    edits.put("SP-LAUNCH-0003 bin/sallyport", () -> distribution.file("bin/sallyport", "#!/bin/ls\n"));
    edits.put("SP-LAUNCH-0003 etc/system.properties", () -> distribution.file("etc/system.properties", "a=c\n"));
    edits.put("SP-LAUNCH-0003 system/a/b/1.0/b-1.0.jar", () -> distribution.file("system/a/b/1.0/b-1.0.jar", "x"));
    edits.put("SP-LAUNCH-0004 etc/system.properties", () -> Files.delete(distribution.home.resolve("etc/system.properties")));
    edits.put("SP-LAUNCH-0005 autorun.sh", () -> distribution.file("autorun.sh", "x"));
    edits.put("SP-LAUNCH-0003 lib/boot/main.jar", () -> {
      Path jar = distribution.home.resolve("lib/boot/main.jar");
      Files.createSymbolicLink(jar, Files.move(jar, directory.resolve("elsewhere.jar")));
    });
    edits.put("SP-LAUNCH-0007 system", () -> Files.setPosixFilePermissions(distribution.home.resolve("system"), PosixFilePermissions.fromString("rwxrwxrwx")));
    edits.put("SP-TRUST-0011 trust/inventory.json", () -> distribution.sign(distribution.vendor.get(0)));
    edits.put("SP-LAUNCH-0001 trust/inventory.json", () -> Files.delete(distribution.home.resolve("trust/inventory.json")));
    return edits.entrySet().stream().map(edit -> DynamicTest.dynamicTest(edit.getKey(), () -> {
      directory = Files.createTempDirectory(made, "edit");
      make();
      edit.getValue().execute();
      String output = refused(List.of("-Dsallyport.home=" + distribution.home, "-Dsallyport.data=" + data));
      String[] expected = edit.getKey().split(" ");
      assertTrue(output.contains(expected[0]) && output.contains(expected[1]), output);
    }));
  }

  @Test void anUnsignedInventoryDoesNotStart() throws Exception {
    distribution.sign();
    assertTrue(refused(List.of("-Dsallyport.home=" + distribution.home, "-Dsallyport.data=" + data)).contains("SP-TRUST-0011"));
  }

  @Test void aSecondProcessOnTheSameDataDoesNotStart() throws Exception {
    Files.createDirectories(data.resolve("run"));
    Files.writeString(data.resolve("run/pid"), "1\n");
    try (FileChannel channel = FileChannel.open(data.resolve("run/launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock held = channel.lock()) {
      assertTrue(held.isValid());
      assertTrue(refused(List.of("-Dsallyport.home=" + distribution.home, "-Dsallyport.data=" + data)).contains("SP-LAUNCH-0002"));
      assertEquals("1\n", Files.readString(data.resolve("run/pid")));
    }
  }

  @Test void directoriesMustBeNamed() throws Exception {
    assertTrue(refused(List.of("-Dsallyport.home=" + distribution.home)).contains("SP-LAUNCH-0001"));
  }

  @Test void aJvmThatCanBeAttachedToDoesNotStart() throws Exception {
    closed = List.of();
    assertTrue(refused(List.of("-Dsallyport.home=" + distribution.home, "-Dsallyport.data=" + data)).contains("SP-LAUNCH-0023"));
  }

  @Test void anOptionThatIsNotAllowedDoesNotStart() throws Exception {
    String output = refused(List.of("-Dsallyport.home=" + distribution.home, "-Dsallyport.data=" + data, "-XX:OnError=id"));
    assertTrue(output.contains("SP-LAUNCH-0021") && output.contains("-XX:OnError=id"), output);
    assertFalse(Files.exists(data.resolve("run")), "before anything is touched");
  }

  @Test void whatAnEarlierRunLeftInTmpIsGone() throws Exception {
    Path left = Files.createDirectories(data.resolve("tmp/natives")).resolve("evil.so");
    Files.writeString(left, "boo");
    Files.writeString(Files.createDirectories(data.resolve("run")).resolve("ready"), "pid=1\n");
    distribution.file("lib/evil.jar", "boo");
    refused(List.of("-Dsallyport.home=" + distribution.home, "-Dsallyport.data=" + data));
    assertFalse(Files.exists(left.getParent()));
    assertFalse(Files.exists(data.resolve("run/ready")));
  }

  private String refused(List<String> properties) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
    command.addAll(properties);
    command.addAll(closed);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.sallyport.launcher.Launcher"));
    Path output = directory.resolve("output");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the launcher did not end");
      String text = Files.readString(output, StandardCharsets.UTF_8);
      assertEquals(Launcher.REFUSED, process.exitValue(), text);
      return text;
    } finally {
      process.destroyForcibly();
    }
  }
}
