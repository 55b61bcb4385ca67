package io.sallyport.trust;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The exact metadata files that were in force, as a generation names them in {@code custom.vendor} (ADR 0002).
 *
 * @param roots every root from the first known one on, ascending
 * @param metadata targets and delegated roles by name
 */
public record PinnedMetadata(List<Pin> roots, Pin timestamp, Pin snapshot, Map<String, Pin> metadata) {
  /** One file: its version, length in bytes and SHA-256. */
  public record Pin(long version, long length, String sha256) {
    static Pin of(long version, byte[] bytes) {
      return new Pin(version, bytes.length, Digests.sha256(bytes));
    }

    static Pin fromJson(JsonObject json) {
      Pin pin = new Pin(json.integer("version"), json.integer("length"), json.string("sha256"));
      if (pin.version < 1 || pin.length < 1 || !Digests.isSha256(pin.sha256)) {
        throw MetadataHeader.malformed(json, "version, length and sha256 must be those of a file");
      }
      return pin;
    }

    JsonObject toJson() {
      return JsonObject.builder().put("version", version).put("length", length).put("sha256", sha256).build();
    }
  }

  public PinnedMetadata {
    roots = List.copyOf(roots);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  public static PinnedMetadata fromJson(JsonObject json) {
    JsonObject files = json.object("metadata");
    Map<String, Pin> metadata = new LinkedHashMap<>();
    files.keys().forEach(role -> metadata.put(role, Pin.fromJson(files.object(role))));
    return new PinnedMetadata(json.objects("roots").stream().map(Pin::fromJson).toList(), Pin.fromJson(json.object("timestamp")), Pin.fromJson(json.object("snapshot")), metadata);
  }

  public JsonObject toJson() {
    Map<String, JsonObject> files = new LinkedHashMap<>();
    metadata.forEach((role, pin) -> files.put(role, pin.toJson()));
    return JsonObject.builder().put("roots", roots.stream().map(Pin::toJson).toList()).put("timestamp", timestamp.toJson()).put("snapshot", snapshot.toJson()).put("metadata", files)
        .build();
  }

  /** Each file by its name in a directory of trusted metadata (see {@link TufClient}) in which this is in force. */
  public Map<String, Pin> trustedFiles() {
    Map<String, Pin> files = new LinkedHashMap<>();
    roots.forEach(pin -> files.put(RootChain.chainName(pin.version()), pin));
    files.put(RootChain.CURRENT, roots.get(roots.size() - 1));
    files.put(SnapshotUpdate.TIMESTAMP, timestamp);
    files.put(SnapshotUpdate.SNAPSHOT, snapshot);
    metadata.forEach((role, pin) -> files.put(TargetsLoader.file(role), pin));
    return files;
  }

  /**
   * What is older here than in {@code floor}, such as {@code targets version 3, 4 was trusted}. A newer root may begin timestamp and
   * snapshot anew (TUF 1.0.34 section 5.3.11): then only roots are compared.
   */
  public Optional<String> olderThan(PinnedMetadata floor) {
    long root = newestRoot();
    if (root != floor.newestRoot()) {
      return older("root", root, floor.newestRoot());
    }
    return Stream.of(older("timestamp", timestamp.version, floor.timestamp.version), older("snapshot", snapshot.version, floor.snapshot.version))
        .flatMap(Optional::stream).findFirst()
        .or(() -> floor.metadata.keySet().stream().filter(metadata::containsKey)
            .flatMap(role -> older(Text.shown(role), metadata.get(role).version, floor.metadata.get(role).version).stream()).findFirst());
  }

  private long newestRoot() {
    return roots.stream().mapToLong(Pin::version).max().orElse(0);
  }

  private static Optional<String> older(String role, long version, long before) {
    return version < before ? Optional.of(role + " version " + version + ", " + before + " was trusted") : Optional.empty();
  }

  /** Every file: what a vault must keep for as long as a generation names it. */
  public List<Pin> files() {
    return Stream.concat(roots.stream(), Stream.concat(Stream.of(timestamp, snapshot), metadata.values().stream())).toList();
  }
}
