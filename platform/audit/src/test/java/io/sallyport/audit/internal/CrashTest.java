package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.StoredEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed or out of disk in the middle of its work. */
@Timeout(120)
class CrashTest {
  @TempDir Path directory;

  @Test
  void killedAnywhereNothingAcknowledgedIsLost() throws Exception {
    Random random = new Random(11);
    Map<Long, String> acknowledged = new HashMap<>();
    for (int round = 0; round < 4; round++) {
      Process child = Child.start(directory, 4, 256 << 10);
      try (BufferedReader out = output(child)) {
        int before = 200 + random.nextInt(3000);
        for (int i = 0; i < before; i++) {
          remember(out.readLine(), acknowledged);
        }
        child.destroyForcibly();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          remember(line, acknowledged);
        }
      } catch (IOException streamClosedByTheKill) {
        // what had been read counts
      }
      assertTrue(child.waitFor(30, TimeUnit.SECONDS));
    }
    try (FileAuditLog log = new TestLog(directory).open()) {
      assertEverythingIsThere(log, acknowledged);
      assertEquals(4, count(log, "audit.gap"), "each kill is recorded");
      assertTrue(log.verify().intact(), () -> log.verify().toString());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskStopsEverythingAndLosesNothing() throws Exception {
    Map<Long, String> acknowledged = new HashMap<>();
    Process child = Child.start(directory, 4, 64 << 20, "bash", "-c", "ulimit -f 6000; exec \"$0\" \"$@\"");
    int refused = 0;
    try (BufferedReader out = output(child)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("refused")) {
          assertEquals("refused SP-AUDIT-0001", line);
          refused++;
        } else {
          remember(line, acknowledged);
        }
      }
    }
    assertTrue(child.waitFor(30, TimeUnit.SECONDS));
    assertEquals(4, refused, "each caller is refused");
    assertTrue(acknowledged.size() > 100, acknowledged.size() + " before the disk was full");
    try (FileAuditLog log = new TestLog(directory).open()) {
      assertEverythingIsThere(log, acknowledged);
      assertEquals(1, count(log, "audit.gap"));
      assertTrue(log.verify().intact());
    }
  }

  private static BufferedReader output(Process child) {
    return new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void remember(String line, Map<Long, String> acknowledged) {
    int space = line == null ? -1 : line.indexOf(' ');
    if (space > 0 && line.matches("[0-9]+ c[0-9]+")) {
      acknowledged.put(Long.parseLong(line.substring(0, space)), line.substring(space + 1));
    }
  }

  private static void assertEverythingIsThere(FileAuditLog log, Map<Long, String> acknowledged) {
    Map<Long, String> stored = new HashMap<>();
    for (long at = 0; at < log.size(); at += 1000) {
      log.read(at, 1000).forEach(e -> stored.put(e.index(), e.json().string("correlation")));
    }
    acknowledged.forEach((index, correlation) -> assertEquals(correlation, stored.get(index), "entry " + index));
  }

  private static long count(FileAuditLog log, String type) {
    long count = 0;
    for (long at = 0; at < log.size(); at += 1000) {
      for (StoredEntry entry : log.read(at, 1000)) {
        count += entry.json().string("type").equals(type) ? 1 : 0;
      }
    }
    return count;
  }
}
