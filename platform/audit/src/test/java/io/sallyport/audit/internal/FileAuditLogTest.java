package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.ConsistencyProof;
import io.sallyport.audit.InclusionProof;
import io.sallyport.audit.Receipt;
import io.sallyport.audit.StoredEntry;
import io.sallyport.audit.Verification;
import io.sallyport.audit.verifier.VerifyRun;
import io.sallyport.trust.RefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FileAuditLogTest {
  private static final HexFormat HEX = HexFormat.of();

  @TempDir Path directory;

  @Test
  void entriesAreThereInOrderAndAfterARestart() throws Exception {
    TestLog test = new TestLog(directory);
    List<String> before = new ArrayList<>();
    try (FileAuditLog log = test.open()) {
      for (int i = 0; i < 700; i++) {
        assertEquals(i + 1, log.append(TestLog.entry(i)).index());
      }
      log.read(0, 10_000).forEach(e -> before.add(e.text()));
      assertEquals(701, log.size());
      assertTrue(log.verify().intact(), () -> log.verify().toString());
    }
    try (FileAuditLog log = test.open()) {
      List<StoredEntry> after = log.read(0, 10_000);
      assertEquals(before, after.stream().limit(701).map(StoredEntry::text).toList());
      assertEquals("audit.close", after.get(701).json().string("type"));
      assertEquals("audit.open", after.get(702).json().string("type"));
      assertEquals(703, after.size());
      assertEquals(after.get(300), log.entry(300).orElseThrow());
      assertTrue(log.entry(703).isEmpty());
      assertTrue(log.entry(-1).isEmpty());
      assertEquals(List.of(), log.read(703, 5));
      assertEquals(2, log.read(701, 5).size());
    }
  }

  @Test
  void manyWritersEachGetTheirOwnPlace() throws Exception {
    int writers = 16;
    int each = 200;
    TestLog test = new TestLog(directory);
    try (FileAuditLog log = test.open(new LogOptions(64 << 10, Duration.ofMillis(20)))) {
      ExecutorService pool = Executors.newFixedThreadPool(writers);
      List<Callable<List<Receipt>>> tasks = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        int writer = w;
        tasks.add(() -> {
          List<Receipt> receipts = new ArrayList<>();
          for (int i = 0; i < each; i++) {
            receipts.add(log.append(TestLog.entry(writer * each + i)));
          }
          return receipts;
        });
      }
      Set<Long> places = new HashSet<>();
      List<Future<List<Receipt>>> done = pool.invokeAll(tasks);
      pool.shutdown();
      for (int w = 0; w < writers; w++) {
        List<Receipt> receipts = done.get(w).get();
        for (int i = 0; i < each; i++) {
          places.add(receipts.get(i).index());
          assertEquals("c" + (w * each + i), log.entry(receipts.get(i).index()).orElseThrow().json().string("correlation"));
        }
      }
      assertEquals(writers * each, places.size());
      Verification verification = log.verify();
      assertTrue(verification.intact(), verification.toString());
      assertEquals(writers * each + 1, verification.size());
      assertTrue(test.files().stream().filter(f -> f.toString().endsWith(".wal")).count() <= 3, "segments are retired");
    }
    try (FileAuditLog log = test.open()) {
      assertTrue(log.verify().intact());
    }
  }

  @Test
  void batchedEntriesComeInOneCommit() throws Exception {
    try (FileAuditLog log = new TestLog(directory).open()) {
      List<CompletableFuture<Receipt>> stages = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        stages.add(log.submit(TestLog.entry(i)).toCompletableFuture());
      }
      for (int i = 0; i < 1000; i++) {
        assertEquals(i + 1, stages.get(i).get(10, TimeUnit.SECONDS).index());
      }
      assertTrue(log.verify().intact());
    }
  }

  @Test
  void checkpointsFollowByThemselves() throws Exception {
    TestLog test = new TestLog(directory);
    try (FileAuditLog log = test.open(new LogOptions(1 << 20, Duration.ofMillis(10)))) {
      log.append(TestLog.entry(1));
      while (Recovery.head(test.root, test.key()).orElseThrow().size() < 2) {
        Thread.onSpinWait();
      }
      assertEquals(log.checkpoint().size(), 2);
    }
  }

  @Test
  void proofsLeadToTheCheckpoint() throws Exception {
    try (FileAuditLog log = new TestLog(directory).filled(1000).open()) {
      TreeHash hash = new TreeHash();
      for (long index : new long[] {0, 1, 255, 256, 511, 999, log.size() - 1}) {
        InclusionProof proof = log.inclusion(index);
        byte[] leaf = hash.leaf(log.entry(index).orElseThrow().text().getBytes(StandardCharsets.UTF_8));
        assertEquals(HEX.formatHex(leaf), proof.leafHash());
        assertTrue(Proofs.includes(index, proof.checkpoint().size(), leaf, proof.path().stream().map(HEX::parseHex).toList(),
            HEX.parseHex(proof.checkpoint().root())));
        assertTrue(proof.text().startsWith("c2sp.org/tlog-proof@v1\nindex " + index + "\n"));
        assertTrue(proof.text().endsWith("\n\n" + proof.checkpoint().note()));
      }
      ConsistencyProof proof = log.consistency(300, log.size());
      assertTrue(Proofs.extend(300, HEX.parseHex(proof.oldRoot()), proof.newSize(), HEX.parseHex(proof.newRoot()),
          proof.path().stream().map(HEX::parseHex).toList()));
      assertEquals(log.checkpoint().root(), proof.newRoot());
      assertEquals("SP-AUDIT-0007", code(() -> log.inclusion(log.size())));
      assertEquals("SP-AUDIT-0007", code(() -> log.consistency(0, 5)));
      assertEquals("SP-AUDIT-0007", code(() -> log.consistency(6, 5)));
    }
  }

  @Test
  void exportVerifiesOnItsOwn() throws Exception {
    TestLog test = new TestLog(directory);
    Path copy = directory.resolve("copy");
    try (FileAuditLog log = test.filled(900).open()) {
      log.export(copy);
      log.append(TestLog.entry(1));
      assertEquals("SP-AUDIT-0006", assertThrows(RefusedException.class, () -> log.export(copy)).refusal().code());
    }
    VerifyRun own = VerifyRun.of(copy.toString());
    assertEquals(0, own.status(), own.output());
    assertTrue(own.output().contains("INTACT (checked with the key in the export itself)"), own.output());
    assertEquals(0, VerifyRun.of(copy.toString(), "--key", test.key().text(), "--json").status());
    TestLog other = new TestLog(Files.createDirectory(directory.resolve("other")));
    assertEquals(1, VerifyRun.of(copy.toString(), "--key", other.key().text()).status());
    assertEquals(2, VerifyRun.of(copy.toString(), "--key", "nonsense").status());
    assertEquals(2, VerifyRun.of().status());
    assertEquals(2, VerifyRun.of(directory.resolve("absent").toString()).status());
    Path bundle = copy.resolve("tile/entries/001");
    TestLog.flip(bundle, 700);
    VerifyRun bad = VerifyRun.of(copy.toString());
    assertEquals(1, bad.status());
    assertTrue(bad.output().contains("BAD     tile/entries/001 (entry 25"), bad.output());
  }

  @Test
  void refusesWhatDoesNotFitAndAfterTheEnd() throws Exception {
    FileAuditLog log = new TestLog(directory).open();
    AuditEntry huge = AuditEntry.of("x").system("test").action("a").object("o".repeat(AuditEntry.LARGEST)).build();
    assertEquals("SP-AUDIT-0003", code(() -> log.append(huge)));
    assertEquals("SP-AUDIT-0003", code(() -> log.submit(huge)));
    AuditEntry large = AuditEntry.of("x").system("test").action("a").object("o".repeat(65_000)).build();
    log.append(large);
    assertTrue(log.verify().intact());
    log.close();
    assertEquals("SP-AUDIT-0004", code(() -> log.append(TestLog.entry(1))));
    assertEquals("SP-AUDIT-0004", code(() -> log.submit(TestLog.entry(1))));
    assertEquals("SP-AUDIT-0004", code(log::checkpoint));
  }

  @Test
  void aFullQueueRefusesInsteadOfGrowing() {
    Intake intake = new Intake();
    byte[] payload = new byte[60_000];
    int accepted = 0;
    while (intake.offer(Pending.batched(payload, java.time.Instant.EPOCH))) {
      accepted++;
    }
    assertEquals((64 << 20) / 60_000, accepted);
    assertTrue(intake.drain() != null);
    assertFalse(intake.offer(Pending.batched(payload, java.time.Instant.EPOCH)), "bytes count until the publisher has them");
    intake.release(60_000);
    assertTrue(intake.offer(Pending.batched(payload, java.time.Instant.EPOCH)));
  }

  @Test
  void oneWriterAtATime() throws Exception {
    TestLog test = new TestLog(directory);
    try (FileAuditLog log = test.open()) {
      assertEquals(1, log.size());
      assertEquals("SP-AUDIT-0009", code(test::open));
    }
    test.open().close();
  }

  @Test
  void anInterruptedCallerStillGetsItsAnswer() throws Exception {
    try (FileAuditLog log = new TestLog(directory).open()) {
      Thread.currentThread().interrupt();
      assertEquals(1, log.append(TestLog.entry(0)).index());
      assertTrue(Thread.interrupted());
      assertEquals(2, log.append(TestLog.entry(1)).index());
    }
  }

  static String code(Callable<?> call) {
    return assertThrows(RefusedException.class, call::call).refusal().code();
  }

}
