package io.sallyport.audit;

import io.sallyport.audit.internal.RecordScan;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file below DATA that decides something, such as who may log in, and whose every change is an entry of the audit log that holds the
 * digest of the new content. What somebody else wrote there, or an older copy, is not believed (ADR 0050).
 *
 * <p>A change is written to {@code FILE.next} first, then recorded, then renamed. The entry is what counts: after a crash between the two,
 * reading completes the rename. The file says in {@value #SINCE} how long the log was before its last change, so that reading looks at what
 * came after, not at years of entries.
 *
 * <p>Not thread-safe for writing: its owner has one lock for the file and the state that it keeps in memory.
 */
public final class RecordedFile {
  /** Code: the file is not as the log recorded it last. */
  public static final String DIFFERS = "SP-AUDIT-0040";
  /** Code: the file is no plain file, too large, or cannot be read. */
  public static final String UNUSABLE = "SP-AUDIT-0041";
  /** Member of the file: entries in the log before its last change was recorded. It is not part of the digest, and no place to lie in. */
  private static final String SINCE = "recorded_since";
  private static final String NEXT = ".next";

  private final Path file;
  private final String digest;
  private final AuditLog audit;
  private final Limits limits;

  /**
   * @param digest the name under which the entries hold the content's digest; of this file alone
   * @param limits bounds of the content
   */
  public RecordedFile(Path file, String digest, AuditLog audit, Limits limits) {
    this.file = file;
    this.digest = digest;
    this.audit = audit;
    this.limits = limits;
  }

  /**
   * What a read found.
   *
   * @param content the file without what belongs to this class
   * @param recorded false if no entry of the whole log holds a digest of this file: a log that was begun anew
   */
  public record Read(JsonObject content, boolean recorded) {}

  /**
   * Reads and compares with the log.
   *
   * @return empty if there is no file and none was ever recorded
   * @throws RefusedException SP-AUDIT-0040 if the content is not the one that was recorded last, or the file is gone; 0041 if it is no
   *     plain file, too large or unreadable; SP-TRUST-0001 to 0006 if it is not JSON
   */
  public Optional<Read> read() {
    completeChange();
    Optional<JsonObject> found = parsed(file);
    if (found.isEmpty()) {
      if (new RecordScan(audit, digest).newest(0).isPresent()) {
        throw differs("it is gone");
      }
      return Optional.empty();
    }
    Optional<String> recorded = recorded(found.get());
    if (recorded.isPresent() && !recorded.get().equals(digestOf(found.get()))) {
      throw differs("it is not the one whose digest was recorded last");
    }
    return Optional.of(new Read(content(found.get()), recorded.isPresent()));
  }

  /** A crash came after the entry and before the rename, or before the entry. */
  private void completeChange() {
    Optional<JsonObject> next = parsed(next());
    if (next.filter(each -> recorded(each).filter(digestOf(each)::equals).isPresent()).isPresent()) {
      AtomicFiles.rename(next(), file);
    } else if (next.isPresent()) {
      delete(next());
    }
  }

  /** The digest that was recorded last; the file only says where to begin to look, and a lie about that is found out. */
  private Optional<String> recorded(JsonObject whole) {
    RecordScan scan = new RecordScan(audit, digest);
    long since = Math.max(0, whole.has(SINCE) ? whole.integer(SINCE) : 0);
    return scan.newest(since).or(() -> scan.newest(0).map(older -> "recorded before entry " + since));
  }

  /**
   * Records the change and replaces the file; when this returns, both are durable. A refused entry changes nothing.
   *
   * @param change the entry; the content's digest is added to it
   * @throws RefusedException as {@link AuditLog#append}
   */
  public void write(JsonObject content, AuditEntry.Builder change) {
    JsonObject whole = content.toBuilder().put(SINCE, audit.size()).build();
    byte[] bytes = Json.pretty(whole).getBytes(StandardCharsets.UTF_8);
    AtomicFiles.writePrivate(next(), bytes);
    try {
      audit.append(change.digest(digest, digestOf(whole)).build());
    } catch (RuntimeException refused) {
      delete(next());
      throw refused;
    }
    AtomicFiles.rename(next(), file);
  }

  private Path next() {
    return file.resolveSibling(file.getFileName() + NEXT);
  }

  private static JsonObject content(JsonObject whole) {
    return whole.toBuilder().remove(SINCE).build();
  }

  private static String digestOf(JsonObject whole) {
    return Digests.sha256(CanonicalJson.encode(content(whole)));
  }

  /** Empty if there is nothing by that name. */
  private Optional<JsonObject> parsed(Path path) {
    try {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return Optional.empty();
      }
      if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        throw unusable(path, "it is no plain file");
      }
      if (Files.size(path) > limits.maxBytes()) {
        throw unusable(path, "it is larger than " + limits.maxBytes() + " bytes");
      }
      return Optional.of(Json.parseObject(Files.readAllBytes(path), path.toString(), limits));
    } catch (IOException e) {
      throw unusable(path, "it cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw unusable(path, "it cannot be deleted: " + e.getClass().getSimpleName());
    }
  }

  private RefusedException differs(String how) {
    return new RefusedException(new Refusal(DIFFERS, "the file was changed outside the appliance: " + how, file.toString(),
        "restore it from a backup that is as old as the audit log, and find out who changed it"));
  }

  private static RefusedException unusable(Path path, String why) {
    return new RefusedException(new Refusal(UNUSABLE, "the file cannot be used: " + why, path.toString(), "restore it from a backup"));
  }
}
