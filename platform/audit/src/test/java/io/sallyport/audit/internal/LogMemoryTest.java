package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.site.JournalFile;
import io.sallyport.trust.site.KnownLog;
import io.sallyport.trust.site.RunningPointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is missing, shorter or another one is not the one that is remembered elsewhere. */
class LogMemoryTest {
  private static final Instant THEN = Instant.parse("2026-11-25T10:00:00Z");
  private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  @TempDir
  Path directory;

  @Test
  void theLogThatIsRememberedOpensWithoutAWord() throws Exception {
    TestLog log = new TestLog(directory).filled(700);
    KnownLog known = known(log);
    log.filled(10);
    try (FileAuditLog audit = open(log, Optional.of(known), THEN)) {
      assertEquals(Optional.empty(), audit.discontinuity());
      assertTrue(audit.known().orElseThrow().size() > known.size());
      assertFalse(types(audit).contains("audit.discontinued"));
    }
  }

  @Test
  void aMissingLogIsAnAlarmUntilItIsAcknowledged() throws Exception {
    TestLog log = new TestLog(directory).filled(20);
    KnownLog known = known(log);
    delete(log.root);
    for (int start = 0; start < 2; start++) {
      try (FileAuditLog audit = open(log, Optional.of(known), BEFORE)) {
        assertEquals("SP-AUDIT-0020", audit.discontinuity().orElseThrow().code());
        assertEquals(Optional.of(known), audit.known(), "what was remembered is not forgotten");
        assertEquals(known.time(), audit.floor(), "the clock was set back, and the log deleted");
        assertTrue(types(audit).contains("audit.discontinued"));
        assertTrue(audit.verify().intact());
      }
    }
    KnownLog now;
    try (FileAuditLog audit = open(log, Optional.of(known), BEFORE)) {
      audit.acknowledge(TestLog.entry(1));
      assertEquals(Optional.empty(), audit.discontinuity());
      now = audit.known().orElseThrow();
      assertEquals(known.time(), now.time());
    }
    try (FileAuditLog audit = open(log, Optional.of(now), BEFORE)) {
      assertEquals(Optional.empty(), audit.discontinuity());
      assertEquals(known.time(), audit.floor());
    }
  }

  @Test
  void anOlderCopyIsShorter() throws Exception {
    TestLog log = new TestLog(directory).filled(20);
    Path copy = directory.resolve("copy");
    copy(log.root, copy);
    KnownLog known = known(log.filled(300));
    delete(log.root);
    copy(copy, log.root);
    try (FileAuditLog audit = open(log, Optional.of(known), THEN)) {
      assertEquals("SP-AUDIT-0020", audit.discontinuity().orElseThrow().code());
      assertTrue(audit.discontinuity().orElseThrow().what().contains("it had " + known.size()));
    }
  }

  @Test
  void aLongerLogOfOtherEntriesIsAnotherOne() throws Exception {
    TestLog log = new TestLog(directory).filled(20);
    KnownLog known = known(log);
    delete(log.root);
    log.filled(2000);
    try (FileAuditLog audit = open(log, Optional.of(known), THEN)) {
      assertEquals("SP-AUDIT-0021", audit.discontinuity().orElseThrow().code());
      assertEquals(Optional.of(known), audit.known());
    }
  }

  @Test
  void thePointerRemembersAndWithoutItTheJournal() throws Exception {
    TestLog log = new TestLog(directory);
    Path site = Files.createDirectories(directory.resolve("site"));
    assertEquals(Optional.empty(), LogMemory.read(site, log.signer.key()));
    KnownLog older = known(1, THEN);
    KnownLog newer = known(2, THEN.plusSeconds(1));
    AtomicFiles.appendDurable(site.resolve(JournalFile.NAME), new JournalFile.Entry(1, THEN.toString(), 1, 0, "finish", "end").remembering(Optional.of(older)).line());
    assertEquals(Optional.of(older), LogMemory.read(site, log.signer.key()));
    RunningPointer pointer = new RunningPointer(1, 0, 0, List.of(), THEN).remembering(Optional.of(newer));
    pointer.write(site, log.signer);
    assertEquals(Optional.of(newer), LogMemory.read(site, log.signer.key()));
    pointer.write(site, KeyFile.create(directory.resolve("other.p12"), TestLog.PASSWORD));
    assertEquals(Optional.of(older), LogMemory.read(site, log.signer.key()), "signed by another key");
    Files.write(site.resolve("running.json"), "{".getBytes(StandardCharsets.US_ASCII));
    Files.write(site.resolve(JournalFile.NAME), "x\ny\n".getBytes(StandardCharsets.US_ASCII));
    assertEquals(Optional.empty(), LogMemory.read(site, log.signer.key()), "told elsewhere");
  }

  private static KnownLog known(long size, Instant time) {
    return new KnownLog(size, Digests.sha256(new byte[] {(byte) size}), time);
  }

  /** As the appliance would remember it, opened once more at {@link #THEN}. */
  private static KnownLog known(TestLog log) throws Exception {
    try (FileAuditLog audit = open(log, Optional.empty(), THEN)) {
      return audit.known().orElseThrow();
    }
  }

  private static FileAuditLog open(TestLog log, Optional<KnownLog> remembered, Instant now) {
    return (FileAuditLog) LogOpening.open(log.root, log.signer, Clock.fixed(now, ZoneOffset.UTC), () -> TestLog.SMALL, remembered);
  }

  private static List<String> types(FileAuditLog audit) {
    return audit.read(0, 5_000).stream().map(entry -> entry.json().string("type")).toList();
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
