package io.sallyport.audit.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.audit.StoredEntry;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads the gate's refusal spool (ADR 0002), one JSON line per refusal, and appends each line once. Every entry carries the offset
 * after its line in {@code source}; after a crash the entries since the stored offset say how far it had come, so that nothing is lost
 * or recorded twice. The spool is only read. Not thread-safe.
 */
final class GateSpoolReader {
  private static final String SOURCE = "gate/refusals.spool:";
  private static final int LONGEST_LINE = 1 << 16;
  private static final int PAGE = 1000;
  /** Entries of other types after which the stored place is moved on, so that a restart has little to look through. */
  private static final long MOST_TO_LOOK_THROUGH = 100_000;

  private final Path spool;
  private final Path offsetFile;
  private final AuditLog log;
  private SpoolOffset place;

  GateSpoolReader(Path spool, Path offsetFile, AuditLog log) {
    this.spool = spool;
    this.offsetFile = offsetFile;
    this.log = log;
  }

  /** Appends the complete lines that are new. Returns how many. */
  int readNew() {
    try {
      if (place == null) {
        place = recover();
      }
      long length = Files.exists(spool) ? Files.size(spool) : 0;
      if (length < place.offset()) {
        recordShortened(length);
      }
      int lines = length > place.offset() ? readFrom(length) : 0;
      if (lines > 0 || log.size() - place.size() > MOST_TO_LOOK_THROUGH) {
        move(place.offset());
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    return new SpoolOffset(offset, stored.size());
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
    move(0);
  }

  private int readFrom(long length) throws IOException {
    int lines = 0;
    try (RandomAccessFile file = new RandomAccessFile(spool.toFile(), "r")) {
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
        place = new SpoolOffset(place.offset() + taken, place.size());
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

  private void move(long offset) {
    place = new SpoolOffset(offset, log.size());
    place.write(offsetFile);
  }
}
