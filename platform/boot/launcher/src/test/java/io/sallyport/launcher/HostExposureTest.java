package io.sallyport.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostExposureTest {
  @TempDir Path proc;

  private List<String> found(String user, String core, String scope, boolean writable) throws IOException {
    Files.createDirectories(proc.resolve("self"));
    Files.createDirectories(proc.resolve("sys/kernel/yama"));
    Files.writeString(proc.resolve("self/status"), "Name:\tjava\nUid:\t999\t" + user + "\t999\t999\nGid:\t0\t0\t0\t0\n");
    Files.writeString(proc.resolve("self/limits"), "Limit   Soft Limit   Hard Limit   Units\nMax core file size        " + core + "      unlimited   bytes\n");
    Files.writeString(proc.resolve("sys/kernel/yama/ptrace_scope"), scope + "\n");
    return new HostExposure(proc, Path.of("/opt/sallyport"), path -> writable).found().stream().map(line -> line.substring(0, line.indexOf(':'))).toList();
  }

  @Test
  void aHardenedHostIsQuiet() throws IOException {
    assertEquals(List.of(), found("999", "0", "1", false));
  }

  @Test
  void eachThingLeftOpenIsTold() throws IOException {
    assertEquals(List.of("root"), found("0", "0", "2", true));
    assertEquals(List.of("home-writable"), found("999", "0", "3", true));
    assertEquals(List.of("core-dumps"), found("999", "unlimited", "1", false));
    assertEquals(List.of("ptrace"), found("999", "0", "0", false));
  }

  @Test
  void whatTheKernelDoesNotTellCountsAsOpen() {
    assertEquals(2, new HostExposure(proc, Path.of("/opt/sallyport"), path -> false).found().size());
  }
}
