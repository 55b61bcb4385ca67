package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.itests.powercut.PowerCutDisk;
import io.sallyport.trust.Signer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power fails between any two operations of the disk: what was acknowledged is there, the log proves and goes on. */
class PowerCutTest {
  private static final long SEED = 20261124;
  private static final int CHOICES = 3;
  /** Group commits of one and of many sectors; the last begins in one segment and ends in the next. */
  private static final int[] GROUPS = {1, 150, 101, 20};
  private static final LogOptions SEGMENTS = new LogOptions(24 << 10, Duration.ofHours(1));

  @TempDir
  Path keys;
  private Signer signer;
  private PowerCutDisk disk = new PowerCutDisk();

  @BeforeEach
  void key() {
    signer = new TestLog(keys).signer;
  }

  @Test
  void nothingAcknowledgedIsLost() throws Exception {
    write(GROUPS);
    disk.cuts(SEED, CHOICES, this::check);
  }

  /** The cut comes while the log recovers from an earlier one that tore its last group commit. */
  @Test
  void norByACutDuringTheRecovery() throws Exception {
    write(5);
    PowerCutDisk written = disk;
    int[] recoveries = {0};
    written.cuts(SEED, 1, first -> {
      if (recoveries[0] % 40 == 0) {
        recover(first);
        first.disk().cuts(SEED, 0, second -> check(new PowerCutDisk.Cut(first.name() + ", then " + second.name(), first.acknowledged(), second.disk())));
      }
      recoveries[0]++;
    });
    assertTrue(recoveries[0] > 20, recoveries[0] + " cuts");
  }

  private void write(int... groups) throws Exception {
    try (FileAuditLog log = new TestLog(disk.path("audit"), signer).open(SEGMENTS)) {
      int number = 0;
      for (int group : groups) {
        for (int i = 1; i < group; i++) {
          log.submit(TestLog.entry(number++));
        }
        log.append(TestLog.entry(number));
        for (int i = number - group + 1; i <= number; i++) {
          disk.acknowledge("c" + i);
        }
        number++;
        log.checkpoint();
      }
    }
  }

  private void recover(PowerCutDisk.Cut cut) {
    try (FileAuditLog log = new TestLog(cut.disk().path("audit"), signer).open(SEGMENTS)) {
      assertTrue(log.size() > 0);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void check(PowerCutDisk.Cut cut) {
    AuditLog opened = new TestLog(cut.disk().path("audit"), signer).openAny(SEGMENTS);
    try (FileAuditLog log = assertInstanceOf(FileAuditLog.class, opened, () -> ((SealedAuditLog) opened).verify().toString())) {
      Map<String, Long> stored = new HashMap<>();
      for (StoredEntry entry : log.read(0, 10_000)) {
        entry.json().optionalString("correlation").filter(correlation -> correlation.matches("c[0-9]{1,4}")).ifPresent(correlation -> stored.put(correlation, entry.index()));
      }
      cut.acknowledged().forEach(correlation -> assertTrue(stored.containsKey(correlation), () -> correlation + " is lost"));
      List<Long> indexes = stored.values().stream().sorted().toList();
      for (int i = 1; i < indexes.size(); i++) {
        assertTrue(stored.get("c" + i) > stored.get("c" + (i - 1)), "the order changed");
      }
      assertEquals(log.size(), log.append(TestLog.entry(9999)).index());
      assertTrue(log.verify().intact(), () -> log.verify().toString());
    } catch (RuntimeException | AssertionError e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
