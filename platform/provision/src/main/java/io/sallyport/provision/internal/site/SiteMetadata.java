package io.sallyport.provision.internal.site;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes the site repository's files in {@code site/metadata}. The approvers have signed what matters (targets, rollback); snapshot and
 * timestamp, signed by the appliance, only say which of them are current. Each write is atomic; the timestamp comes last.
 */
public final class SiteMetadata {
  /** Validity of everything in the site repository: it never stops the plant. */
  public static final int YEARS = 10;

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
      return Envelope.parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a root, generation or rollback file. Writing the same bytes again is harmless. */
  public void add(long version, String role, Envelope envelope) {
    AtomicFiles.write(directory.resolve(version + "." + role + ".json"), envelope.toBytes());
  }

  /** Makes snapshot and timestamp name the newest generation, and the newest rollback if there is one. */
  public void publish(Signer... appliance) {
    Map<String, JsonObject> meta = new LinkedHashMap<>();
    long targets = highest("targets");
    if (targets > 0) {
      meta.put("targets.json", meta(targets, "targets"));
    }
    long rollback = highest("rollback");
    if (rollback > 0) {
      meta.put("rollback.json", meta(rollback, "rollback"));
    }
    long version = highest("snapshot") + 1;
    byte[] snapshot = Envelope.sign(header("snapshot", version).put("meta", meta).build(), appliance).toBytes();
    AtomicFiles.write(directory.resolve(version + ".snapshot.json"), snapshot);
    JsonObject timestamp = header("timestamp", version).put("meta", Map.of("snapshot.json", described(version, snapshot))).build();
    AtomicFiles.write(directory.resolve("timestamp.json"), Envelope.sign(timestamp, appliance).toBytes());
  }

  /** The highest version of a role's files; 0 if there is none. */
  public long highest(String role) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.matches("[1-9][0-9]{0,8}\\." + role + "\\.json"))
          .mapToLong(name -> Long.parseLong(name.substring(0, name.indexOf('.')))).max().orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonObject meta(long version, String role) {
    try {
      return described(version, Files.readAllBytes(directory.resolve(version + "." + role + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject described(long version, byte[] bytes) {
    return JsonObject.builder().put("version", version).put("length", bytes.length).put("hashes", Map.of("sha256", Digests.sha256(bytes))).build();
  }
}
