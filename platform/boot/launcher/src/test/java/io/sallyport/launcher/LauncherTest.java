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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process: it must end with 78 before Karaf's first class is used. */
class LauncherTest {
  @TempDir Path directory;
  private Distribution distribution;
  private Path data;

  @BeforeEach void make() throws IOException {
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
