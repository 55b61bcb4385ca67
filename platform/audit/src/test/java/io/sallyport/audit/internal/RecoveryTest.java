package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.StoredEntry;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a restart makes of the files that it finds. */
@Timeout(120)
class RecoveryTest {
  @TempDir Path directory;

  @Test
  void aCleanRestartHasNoGap() throws Exception {
    TestLog test = new TestLog(directory).filled(10);
    try (FileAuditLog log = test.open()) {
      assertTrue(log.read(0, 100).stream().noneMatch(e -> type(e).equals("audit.gap")));
    }
  }

  /** The state after a kill: the log is copied while it runs. */
  private TestLog killed(int checkpointed, int more) throws Exception {
    TestLog test = new TestLog(directory);
    Path copy = directory.resolve("copy");
    try (FileAuditLog log = test.open()) {
      for (int i = 0; i < checkpointed; i++) {
        log.append(TestLog.entry(i));
      }
      log.checkpoint();
      for (int i = checkpointed; i < checkpointed + more; i++) {
        log.append(TestLog.entry(i));
      }
      try (var files = Files.walk(test.root)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(test.root.relativize(file).toString()));
        }
      }
    }
    try (var files = Files.walk(test.root)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    }
    Files.move(copy, test.root);
    return test;
  }

  @Test
  void everyAcknowledgedEntrySurvivesAndTheGapIsRecorded() throws Exception {
    TestLog test = killed(300, 700);
    try (FileAuditLog log = test.open()) {
      List<StoredEntry> all = log.read(0, 10_000);
      for (int i = 0; i < 1000; i++) {
        assertEquals("c" + i, all.get(i + 1).json().string("correlation"));
      }
      assertEquals("audit.gap", type(all.get(1001)));
      assertEquals(0, all.get(1001).json().object("after").integer("droppedBytes"));
      assertEquals("audit.open", type(all.get(1002)));
      assertEquals(0, all.get(1002).json().object("after").integer("filesRebuilt"));
      assertTrue(log.verify().intact());
    }
  }

  @Test
  void aTornTailIsDroppedAndRecorded() throws Exception {
    Random random = new Random(5);
    for (int round = 0; round < 8; round++) {
      TestLog test = killed(20, 5);
      SegmentScan scan = scan(test.lastSegment());
      ByteBuffer torn = ByteBuffer.allocate(4096);
      CRC32C crc = new CRC32C();
      byte[] payload = new byte[200];
      random.nextBytes(payload);
      Frame.write(torn, crc, scan.next(), scan.next(), payload);
      Frame.write(torn, crc, scan.next() + 1, scan.next(), payload);
      int length = 1 + random.nextInt(torn.position() - 300);
      write(test.lastSegment(), scan.end(), java.util.Arrays.copyOf(torn.array(), length));
      if (round % 2 == 1) {
        write(test.lastSegment(), scan.end() + 24, new byte[8]);
      }
      try (FileAuditLog log = test.open()) {
        List<StoredEntry> all = log.read(0, 100);
        assertEquals("c24", all.get(25).json().string("correlation"));
        StoredEntry gap = all.stream().filter(e -> type(e).equals("audit.gap")).findFirst().orElseThrow();
        assertTrue(gap.json().object("after").integer("droppedBytes") > 0 || length < 224, gap.text());
        assertTrue(log.verify().intact());
      }
      delete(test.root);
    }
  }

  @Test
  void damageBeforeALaterCommitIsAnAlarm() throws Exception {
    TestLog test = killed(0, 40);
    Path segment = test.lastSegment();
    TestLog.flip(segment, (int) position(segment, 20) + Frame.HEADER + 3);
    assertSealed(test, "is damaged at record 20");
  }

  @Test
  void damageToWhatACheckpointCoversIsAnAlarm() throws Exception {
    TestLog test = killed(40, 0);
    Path segment = test.lastSegment();
    TestLog.flip(segment, (int) position(segment, 40) + Frame.HEADER + 3);
    assertSealed(test, "its own checkpoint covers 41".replace("its own", "the log's own"));
  }

  @Test
  void aLogShorterThanItsCheckpointIsAnAlarm() throws Exception {
    TestLog test = new TestLog(directory).filled(50);
    Path segment = test.lastSegment();
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(position(segment, 30));
    }
    assertSealed(test, "ends at entry 30");
    SealedAuditLog log = test.openSealed();
    assertEquals(52, log.size());
    assertEquals("c9", log.entry(10).orElseThrow().json().string("correlation"));
    assertFalse(log.verify().intact());
    assertEquals(52, log.checkpoint().size());
    log.export(directory.resolve("evidence"));
    assertTrue(LogCheck.run(directory.resolve("evidence"), test.key()).intact());
  }

  @Test
  void missingPartsAreAlarms() throws Exception {
    for (String part : List.of("checkpoint", "wal")) {
      TestLog test = new TestLog(directory).filled(10);
      delete(test.root.resolve(part));
      assertSealed(test, part);
      delete(test.root);
    }
    TestLog test = new TestLog(directory).filled(3000);
    delete(test.root.resolve("tile/0/000"));
    assertTrue(Recovery.segments(test.root.resolve("wal")).get(0) > 0, "segments were retired");
    assertSealed(test, "is missing");
  }

  @Test
  void anotherAppliancesKeyIsAnAlarm() throws Exception {
    TestLog test = new TestLog(directory).filled(10);
    Files.delete(directory.resolve("key.p12"));
    assertSealed(new TestLog(directory), "the key is for sallyport.io/audit/");
    assertTrue(Files.exists(test.root));
  }

  /** It is for readers of exports; the appliance knows its own, and a plant need not stay down for it. */
  @Test
  void aPublicKeyThatIsMissingOrForeignIsMadeAgain() throws Exception {
    TestLog test = new TestLog(directory).filled(10);
    byte[] key = Files.readAllBytes(test.root.resolve("key"));
    for (byte[] foreign : List.of(new byte[0], "sallyport.io/audit/0000000000000000+00000000+AAAA\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), new byte[1 << 20])) {
      Files.write(test.root.resolve("key"), foreign);
      test.open().close();
      assertArrayEquals(key, Files.readAllBytes(test.root.resolve("key")));
    }
    Files.delete(test.root.resolve("key"));
    Files.createDirectories(test.root.resolve("key/full"));
    FileAuditLog log = test.open();
    assertArrayEquals(key, Files.readAllBytes(test.root.resolve("key")));
    assertTrue(log.entry(log.size() - 1).orElseThrow().text().contains("\"filesRebuilt\":1"));
    log.close();
  }

  @Test
  void anOlderCheckpointIsCaughtUpANewerWriteAheadLogIsNot() throws Exception {
    TestLog test = new TestLog(directory).filled(10);
    byte[] old = Files.readAllBytes(test.root.resolve("checkpoint"));
    byte[] oldWal = Files.readAllBytes(test.lastSegment());
    test.open().close();
    byte[] current = Files.readAllBytes(test.root.resolve("checkpoint"));
    Files.write(test.root.resolve("checkpoint"), old);
    test.open().close();
    Files.write(test.root.resolve("checkpoint"), current);
    Files.write(test.lastSegment(), oldWal);
    assertSealed(test, "but the log's own checkpoint covers");
  }

  @Test
  void tilesLostWithThePowerAreMadeAgainAndCounted() throws Exception {
    TestLog test = new TestLog(directory);
    LogOptions oneSegment = new LogOptions(64 << 20, TestLog.SMALL.checkpointInterval());
    try (FileAuditLog log = test.open(oneSegment)) {
      for (int i = 0; i < 600; i++) {
        log.submit(TestLog.entry(i));
      }
    }
    Files.write(test.root.resolve("tile/0/001"), new byte[8192]);
    Files.delete(test.root.resolve("tile/entries/000"));
    try (FileAuditLog log = test.open(oneSegment)) {
      StoredEntry open = log.entry(log.size() - 1).orElseThrow();
      assertEquals(2, open.json().object("after").integer("filesRebuilt"));
      assertTrue(log.verify().intact());
    }
  }

  private void assertSealed(TestLog test, String why) {
    SealedAuditLog log = test.openSealed();
    RefusedException refused = assertThrows(RefusedException.class, () -> log.append(TestLog.entry(1)));
    assertEquals("SP-AUDIT-0005", refused.refusal().code());
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
    assertEquals("SP-AUDIT-0005", assertThrows(RefusedException.class, () -> log.submit(TestLog.entry(1))).refusal().code());
  }

  private static SegmentScan scan(Path segment) throws IOException {
    return SegmentScan.of(segment, segment.toString(), (index, payload) -> { });
  }

  private static long position(Path segment, long index) throws IOException {
    long[] at = {Frame.SEGMENT_HEADER};
    SegmentScan.of(segment, segment.toString(), (i, payload) -> at[0] += i < index ? Frame.length(payload.length) : 0);
    return at[0];
  }

  private static void write(Path file, long at, byte[] bytes) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(at);
      out.write(bytes);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (var files = Files.walk(tree)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    }
  }

  private static String type(StoredEntry entry) {
    JsonObject json = entry.json();
    return json.string("type");
  }
}
