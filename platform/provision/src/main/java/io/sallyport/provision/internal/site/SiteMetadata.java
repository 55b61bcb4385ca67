package io.sallyport.provision.internal.site;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PlainFile;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Writes the site repository's files in {@code site/metadata}. The approvers have signed what matters (targets, rollback); snapshot and
 * timestamp, signed by the appliance, only say which of them are current. Each write is atomic; the timestamp comes last.
 */
public final class SiteMetadata {
  /** Validity of everything in the site repository: it never stops the plant. */
  public static final int YEARS = 10;

  private static final int MAX_BYTES = 32 << 20;

  private final Path directory;
  private final Clock clock;

  public SiteMetadata(Path site, Clock clock) {
    this.directory = site.resolve("metadata");
    this.clock = clock;
  }

  /** When metadata made now expires. */
  public Instant expires() {
    return clock.instant().atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** The common fields of metadata. */
  public JsonObject.Builder header(String type, long version) {
    return JsonObject.builder().put("_type", type).put("spec_version", "1.0.34").put("version", version).put("expires", expires().toString());
  }

  /** A root as it stands on disk. */
  public Envelope root(long version) {
    return read(version, "root");
  }

  /** A file of a role as it stands on disk, not verified. */
  public Envelope read(long version, String role) {
    Path file = directory.resolve(version + "." + role + ".json");
    try {
      return Envelope.parse(PlainFile.read(file, MAX_BYTES), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a root, generation or rollback file. Writing the same bytes again is harmless. */
  public void add(long version, String role, Envelope envelope) {
    write(version + "." + role + ".json", envelope.toBytes());
  }

  /** Whether anything has the name of a role's file. */
  public boolean isTaken(long version, String role) {
    return Files.exists(directory.resolve(version + "." + role + ".json"), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Makes snapshot and timestamp name these.
   *
   * @param published the version of the snapshot published last
   * @param targets the newest generation; 0 = none
   * @param rollback the newest rollback; 0 = none
   */
  public void publish(long published, long targets, long rollback, Signer... appliance) {
    Map<String, JsonObject> meta = new LinkedHashMap<>();
    if (targets > 0) {
      meta.put("targets.json", meta(targets, "targets"));
    }
    if (rollback > 0) {
      meta.put("rollback.json", meta(rollback, "rollback"));
    }
    long version = published + 1;
    byte[] snapshot = Envelope.sign(header("snapshot", version).put("meta", meta).build(), appliance).toBytes();
    write(version + ".snapshot.json", snapshot);
    JsonObject timestamp = header("timestamp", version).put("meta", Map.of("snapshot.json", described(version, snapshot))).build();
    write("timestamp.json", Envelope.sign(timestamp, appliance).toBytes());
  }

  /** Replaces a stray of that name; a folder, which cannot be replaced, is moved aside. */
  private void write(String name, byte[] bytes) {
    Path file = directory.resolve(name);
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      AtomicFiles.rename(file, directory.resolve(name + ".aside-" + UUID.randomUUID()));
    }
    AtomicFiles.write(file, bytes);
  }

  private JsonObject meta(long version, String role) {
    try {
      return described(version, PlainFile.read(directory.resolve(version + "." + role + ".json"), MAX_BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject described(long version, byte[] bytes) {
    return JsonObject.builder().put("version", version).put("length", bytes.length).put("hashes", Map.of("sha256", Digests.sha256(bytes))).build();
  }
}
