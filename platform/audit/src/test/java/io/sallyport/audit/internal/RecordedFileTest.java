package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.RecordedFile;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedFileTest {
  private static final JsonObject FIRST = JsonObject.builder().put("who", "ada").build();
  private static final JsonObject SECOND = JsonObject.builder().put("who", "ada, ivan").build();

  @TempDir
  Path folder;
  private FileAuditLog log;
  private Path path;
  private RecordedFile file;

  @BeforeEach
  void open() {
    log = new TestLog(folder).open();
    path = folder.resolve("users.json");
    file = new RecordedFile(path, "users", log, Limits.bytes(1 << 16));
  }

  @AfterEach
  void close() throws Exception {
    log.close();
  }

  private static AuditEntry.Builder change() {
    return AuditEntry.of("user.enrolled").system("test").action("enrol").object("user/x");
  }

  private String refused() {
    return assertThrows(RefusedException.class, file::read).refusal().code();
  }

  @Test
  void nothingIsThereBeforeTheFirstChange() {
    assertEquals(Optional.empty(), file.read());
  }

  @Test
  void whatWasRecordedIsRead() {
    file.write(FIRST, change());
    log.append(change().build());
    assertEquals(FIRST, file.read().orElseThrow().content());
    file.write(SECOND, change());
    assertEquals(SECOND, file.read().orElseThrow().content());
    assertTrue(file.read().orElseThrow().recorded());
  }

  @Test
  void anEditIsNotBelieved() throws Exception {
    file.write(FIRST, change());
    Files.writeString(path, Files.readString(path).replace("ada", "eve"));
    assertEquals("SP-AUDIT-0040", refused());
  }

  @Test
  void anOlderCopyIsNotBelieved() throws Exception {
    file.write(FIRST, change());
    Path older = Files.copy(path, folder.resolve("older"));
    file.write(SECOND, change());
    Files.copy(older, path, StandardCopyOption.REPLACE_EXISTING);
    assertEquals("SP-AUDIT-0040", refused());
  }

  /** Whatever it says about where in the log to look. */
  @Test
  void aLieAboutItsPlaceIsFoundOut() throws Exception {
    file.write(FIRST, change());
    String older = Files.readString(path);
    file.write(SECOND, change());
    for (String since : new String[] {"0", "1", "99", "9223372036854775807", "-5"}) {
      Files.writeString(path, older.replaceFirst("\"recorded_since\": \\d+", "\"recorded_since\": " + since));
      assertEquals("SP-AUDIT-0040", refused(), since);
    }
  }

  @Test
  void aFileThatIsGoneIsMissed() throws Exception {
    file.write(FIRST, change());
    Files.delete(path);
    assertEquals("SP-AUDIT-0040", refused());
  }

  @Test
  void aCrashAfterTheEntryIsCompleted() throws Exception {
    file.write(FIRST, change());
    Path before = Files.copy(path, folder.resolve("before"));
    file.write(SECOND, change());
    Files.move(path, folder.resolve("users.json.next"));
    Files.move(before, path);
    assertEquals(SECOND, file.read().orElseThrow().content());
    assertFalse(Files.exists(folder.resolve("users.json.next")));
  }

  @Test
  void aCrashBeforeTheEntryChangesNothing() throws Exception {
    file.write(FIRST, change());
    Files.writeString(folder.resolve("users.json.next"), Files.readString(path).replace("ada", "eve"));
    assertEquals(FIRST, file.read().orElseThrow().content());
    assertFalse(Files.exists(folder.resolve("users.json.next")));
  }

  @Test
  void whatCannotBeRecordedChangesNothing() throws Exception {
    file.write(FIRST, change());
    log.close();
    assertThrows(RefusedException.class, () -> file.write(SECOND, change()));
    try (FileAuditLog again = new TestLog(folder).open()) {
      assertEquals(FIRST, new RecordedFile(path, "users", again, Limits.DEFAULT).read().orElseThrow().content());
    }
  }

  /** The log was begun anew: its owner must say so. */
  @Test
  void aLogWithoutAnyRecordIsTold() throws Exception {
    file.write(FIRST, change());
    Path other = Files.createDirectory(folder.resolve("other"));
    try (FileAuditLog fresh = new TestLog(other).open()) {
      RecordedFile.Read read = new RecordedFile(path, "users", fresh, Limits.DEFAULT).read().orElseThrow();
      assertEquals(FIRST, read.content());
      assertFalse(read.recorded());
    }
  }

  @Test
  void aLinkAPipeAndTooMuchAreRefused() throws Exception {
    file.write(FIRST, change());
    Files.move(path, folder.resolve("elsewhere"));
    Files.createSymbolicLink(path, folder.resolve("elsewhere"));
    assertEquals("SP-AUDIT-0041", refused());
    Files.delete(path);
    new ProcessBuilder("mkfifo", path.toString()).start().waitFor();
    assertEquals("SP-AUDIT-0041", refused());
    Files.delete(path);
    Files.writeString(path, " ".repeat(1 << 17));
    assertEquals("SP-AUDIT-0041", refused());
  }
}
