package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.StoredEntry;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class GateSpoolTest {
  @TempDir Path directory;
  private FileAuditLog log;
  private Path spool;
  private Path offset;

  @BeforeEach
  void open() {
    log = new TestLog(directory).open();
    spool = directory.resolve("refusals.spool");
    offset = directory.resolve("spool.offset");
  }

  @AfterEach
  void close() throws Exception {
    log.close();
  }

  @Test
  void eachLineBecomesOneEntry() throws Exception {
    assertEquals(0, reader().readNew());
    add(line("a") + line("b"));
    GateSpoolReader reader = reader();
    assertEquals(2, reader.readNew());
    assertEquals(0, reader.readNew());
    add(line("c").substring(0, 30));
    assertEquals(0, reader.readNew(), "half a line waits");
    add(line("c").substring(30));
    assertEquals(1, reader.readNew());
    assertEquals(0, reader().readNew(), "a new reader knows the place");
    assertEquals(List.of("a", "b", "c"), refused().stream().map(e -> e.json().string("object")).toList());
    JsonObject first = refused().get(0).json();
    assertEquals("SP-GATE-0001", first.string("code"));
    assertEquals("gate", first.object("actor").string("system"));
    assertEquals("refused", first.string("outcome"));
    assertEquals("2026-11-24T08:55:17Z", first.object("after").string("refusedAt"));
  }

  @Test
  void aCrashBetweenEntryAndOffsetDoublesNothing() throws Exception {
    add(line("a"));
    reader().readNew();
    byte[] older = Files.readAllBytes(offset);
    add(line("b") + line("c"));
    reader().readNew();
    log.append(TestLog.entry(1));
    Files.write(offset, older);
    add(line("d"));
    assertEquals(1, reader().readNew());
    Files.delete(offset);
    assertEquals(0, reader().readNew());
    assertEquals(List.of("a", "b", "c", "d"), refused().stream().map(e -> e.json().string("object")).toList());
  }

  @Test
  void aCrashBetweenTwoLinesLosesNothing() throws Exception {
    add(line("a") + line("b"));
    AuditLog failing = new FailingAfter(log, 1);
    GateSpoolReader reader = new GateSpoolReader(spool, offset, failing, 1 << 20);
    assertThrows(RefusedException.class, reader::readNew);
    assertEquals(1, reader().readNew());
    assertEquals(List.of("a", "b"), refused().stream().map(e -> e.json().string("object")).toList());
  }

  @Test
  void unreadableLinesAreRecordedAsSuch() throws Exception {
    add("not json\n\n" + line("a") + "x".repeat(70_000) + "\n" + line("b"));
    GateSpoolReader reader = reader();
    assertTrue(reader.readNew() >= 5);
    List<String> codes = refused().stream().map(e -> e.json().string("code")).toList();
    assertEquals(2, codes.stream().filter("SP-GATE-0001"::equals).count());
    assertEquals(4, codes.stream().filter("SP-AUDIT-0012"::equals).count());
  }

  @Test
  void aCutSpoolIsRecorded() throws Exception {
    add(line("a") + line("b"));
    GateSpoolReader reader = reader();
    reader.readNew();
    Files.writeString(spool, line("c"));
    assertEquals(1, reader.readNew());
    assertEquals("audit.gap", log.entry(log.size() - 2).orElseThrow().json().string("type"));
    assertEquals(0, reader().readNew());
  }

  @Test
  void aLargeSpoolIsPutAsideWithoutLossWhateverCrashes() throws Exception {
    int lines = 0;
    Path old = directory.resolve("refusals.spool.old");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      many.append(line("n" + lines++));
    }
    add(many.toString());
    GateSpoolReader reader = new GateSpoolReader(spool, offset, log, 1000);
    assertEquals(50, reader.readNew());
    assertEquals(0, reader.readNew());
    assertTrue(Files.exists(old) && !Files.exists(spool));
    Files.writeString(old, line("n" + lines++), StandardOpenOption.APPEND);
    add(line("n" + lines++));
    reader = new GateSpoolReader(spool, offset, log, 1000);
    assertEquals(1, reader.readNew(), "what the gate still wrote to the old file, after a restart");
    Files.move(old, directory.resolve("aside"));
    Files.move(spool, directory.resolve("fresh"));
    Files.move(directory.resolve("aside"), spool);
    reader = new GateSpoolReader(spool, offset, log, 1000);
    assertEquals(0, reader.readNew(), "announced but not renamed when it crashed");
    assertTrue(Files.exists(old));
    Files.move(directory.resolve("fresh"), spool);
    byte[] content = Files.readAllBytes(old);
    while (Files.exists(old)) {
      assertEquals(0, reader.readNew());
    }
    Files.write(old, content);
    reader = new GateSpoolReader(spool, offset, log, 1000);
    assertEquals(1, reader.readNew(), "moved on but not deleted when it crashed");
    assertTrue(!Files.exists(old));
    assertEquals(lines, refused().size());
    assertEquals(lines, refused().stream().map(e -> e.json().string("object")).distinct().count());
    assertTrue(log.read(0, 1000).stream().noneMatch(e -> e.json().string("type").equals("audit.gap")));
  }

  @Test
  void isReadAtTheStartAndAsItGrows() throws Exception {
    add(line("a"));
    try (GateSpool gate = GateSpool.start(spool, offset, log)) {
      assertEquals(1, refused().size());
      add(line("b"));
      while (refused().size() < 2) {
        Thread.onSpinWait();
      }
      add(line("c"));
    }
    assertEquals(3, refused().size());
  }

  private GateSpoolReader reader() {
    return new GateSpoolReader(spool, offset, log, 1 << 20);
  }

  private void add(String text) throws IOException {
    Files.writeString(spool, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String line(String location) {
    JsonObject line = JsonObject.builder().put("time", "2026-11-24T08:55:17Z").put("code", "SP-GATE-0001").put("operation", "install")
        .put("location", location).put("sha256", "ab".repeat(32)).put("what", "the bytes are not admitted").build();
    return new String(Json.write(line), StandardCharsets.UTF_8) + "\n";
  }

  private List<StoredEntry> refused() {
    return log.read(0, 1000).stream().filter(e -> e.json().string("type").equals("gate.refused")).toList();
  }

  /** The real log, which stops taking entries. */
  private static final class FailingAfter extends Forwarding {
    private int left;

    FailingAfter(AuditLog log, int entries) {
      super(log);
      this.left = entries;
    }

    @Override
    public io.sallyport.audit.Receipt append(AuditEntry entry) {
      if (left-- == 0) {
        throw new RefusedException(Refusals.closed());
      }
      return super.append(entry);
    }
  }
}
