package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The floor of time: it goes up with each checkpoint, survives a restart, and goes down only when told. */
class FloorTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Instant FAR = Instant.parse("2099-01-01T00:00:00Z");
  @TempDir
  Path directory;

  @Test
  void neverGoesBackByItself() throws Exception {
    TestLog log = new TestLog(directory);
    try (FileAuditLog audit = open(log, NOW)) {
      assertEquals(NOW, audit.floor());
    }
    try (FileAuditLog audit = open(log, FAR)) {
      assertEquals(FAR, audit.floor());
    }
    try (FileAuditLog audit = open(log, NOW)) {
      audit.append(TestLog.entry(1));
      audit.checkpoint();
      assertEquals(FAR, audit.floor(), "the clock was set back, or put right: nobody here can tell");
      assertTrue(audit.checkpoint().note().contains("\ntime 2099-01-01T00:00:00Z\n"));
      audit.lowerFloor(NOW, TestLog.entry(2));
      assertEquals(NOW, audit.floor());
      assertTrue(audit.verify().intact());
    }
    try (FileAuditLog audit = open(log, NOW.plusSeconds(1))) {
      assertEquals(NOW.plusSeconds(1), audit.floor());
      assertTrue(audit.verify().intact());
    }
  }

  private static FileAuditLog open(TestLog log, Instant now) {
    return (FileAuditLog) LogOpening.open(log.root, log.signer, Clock.fixed(now, ZoneOffset.UTC), TestLog.SMALL);
  }
}
