package io.sallyport.audit.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.audit.StoredEntry;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * Reads the gate's refusal spool (ADR 0002), one JSON line per refusal, and appends each line once. Every entry carries the offset
 * after its line in {@code source}; after a crash the entries since the stored offset say how far it had come, so that nothing is lost
 * or recorded twice. A spool that has grown large is put aside once all of it is in the log, because the gate stops writing to one that
 * is full: it is renamed, read until the gate can no longer hold it open, then deleted. Not thread-safe.
 */
final class GateSpoolReader {
  private static final String SOURCE = "gate/refusals.spool:";
  private static final int LONGEST_LINE = 1 << 16;
  private static final int PAGE = 1000;
  /** Entries of other types after which the stored place is moved on, so that a restart has little to look through. */
  private static final long MOST_TO_LOOK_THROUGH = 100_000;

  /** Looks without growth, half a second apart, after which no one writes to the old file any more. */
  private static final int QUIET_LOOKS = 6;

  private final Path spool;
  private final Path old;
  private final long large;
  private final Path offsetFile;
  private final AuditLog log;
  private SpoolOffset place;
  private int quietLooks;

  /** @param large bytes after which the spool is put aside; well below the gate's limit of 16 MiB */
  GateSpoolReader(Path spool, Path offsetFile, AuditLog log, long large) {
    this.spool = spool;
    this.old = spool.resolveSibling(spool.getFileName() + ".old");
    this.large = large;
    this.offsetFile = offsetFile;
    this.log = log;
  }

  /** Appends the complete lines that are new. Returns how many. */
  int readNew() {
    try {
      if (place == null) {
        place = recover();
        tidy();
      }
      int lines = look(place.retiring() ? old : spool);
      if (lines > 0 || log.size() - place.size() > MOST_TO_LOOK_THROUGH) {
        move(place.offset(), place.retiring());
      }
      retire(lines);
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Finishes what a crash interrupted: a rename that was announced, or a deletion of what was no longer needed. */
  private void tidy() throws IOException {
    if (!place.retiring()) {
      Files.deleteIfExists(old);
    } else if (!Files.exists(old)) {
      Files.move(spool, old, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private int look(Path file) throws IOException {
    long length = Files.exists(file) ? Files.size(file) : 0;
    if (length < place.offset()) {
      recordShortened(length);
    }
    return length > place.offset() ? readFrom(file, length) : 0;
  }

  private void retire(int lines) throws IOException {
    quietLooks = lines > 0 ? 0 : quietLooks + 1;
    if (place.retiring() && quietLooks >= QUIET_LOOKS) {
      move(0, false);
      Files.delete(old);
    } else if (!place.retiring() && lines == 0 && place.offset() > large && Files.size(spool) == place.offset()) {
      move(place.offset(), true);
      Files.move(spool, old, StandardCopyOption.ATOMIC_MOVE);
      AtomicFiles.syncDirectory(old.toAbsolutePath().getParent());
      quietLooks = 0;
    }
  }

  private SpoolOffset recover() {
    SpoolOffset stored = SpoolOffset.read(offsetFile);
    long offset = stored.offset();
    for (long at = Math.min(stored.size(), log.size()); at < log.size(); at += PAGE) {
      for (StoredEntry entry : log.read(at, PAGE)) {
        offset = offsetAfter(entry, offset);
      }
    }
    return new SpoolOffset(offset, stored.size(), stored.retiring());
  }

  private static long offsetAfter(StoredEntry entry, long offset) {
    if (!entry.text().contains(SOURCE)) {
      return offset;
    }
    JsonObject json = entry.json();
    String source = json.optionalString("source").orElse("");
    boolean own = json.string("type").equals("gate.refused") || json.string("type").equals("audit.gap");
    return own && source.startsWith(SOURCE) ? Long.parseLong(source.substring(SOURCE.length())) : offset;
  }

  private void recordShortened(long length) {
    log.append(AuditEntry.of("audit.gap").system("audit").action("read").object("gate/refusals.spool").source(SOURCE + 0)
        .reason("the gate's spool is " + length + " bytes long, " + place.offset() + " had been read: it was cut or replaced").build());
    move(0, place.retiring());
  }

  private int readFrom(Path source, long length) throws IOException {
    int lines = 0;
    try (RandomAccessFile file = new RandomAccessFile(source.toFile(), "r")) {
      byte[] buffer = new byte[LONGEST_LINE];
      while (place.offset() < length) {
        file.seek(place.offset());
        int read = Math.max(0, file.read(buffer));
        int end = indexOfNewline(buffer, read);
        if (end < 0 && read < LONGEST_LINE) {
          return lines;
        }
        int taken = end < 0 ? read : end + 1;
        append(Arrays.copyOf(buffer, end < 0 ? read : end), place.offset() + taken);
        place = new SpoolOffset(place.offset() + taken, place.size(), place.retiring());
        lines++;
      }
    }
    return lines;
  }

  private static int indexOfNewline(byte[] buffer, int length) {
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void append(byte[] line, long after) {
    AuditEntry.Builder entry = AuditEntry.of("gate.refused").system("gate").outcome(Outcome.REFUSED).source(SOURCE + after);
    try {
      JsonObject json = Json.parseObject(line, spool.toString());
      entry.action(json.string("operation")).object(json.string("location")).code(json.string("code")).reason(json.string("what"))
          .after(JsonObject.builder().put("refusedAt", json.string("time")).build());
      json.optionalString("sha256").filter(Digests::isSha256).ifPresent(digest -> entry.digest("bundle", digest));
      log.append(entry.build());
    } catch (RefusedException e) {
      if (!e.refusal().code().startsWith("SP-TRUST-")) {
        throw e;
      }
      log.append(AuditEntry.of("gate.refused").system("gate").outcome(Outcome.REFUSED).source(SOURCE + after).action("read")
          .object("gate/refusals.spool").code("SP-AUDIT-0012").reason("a line of the gate's spool is unreadable: " + e.refusal().what())
          .digest("line", Digests.sha256(line)).build());
    }
  }

  private void move(long offset, boolean retiring) {
    place = new SpoolOffset(offset, log.size(), retiring);
    place.write(offsetFile);
  }
}
