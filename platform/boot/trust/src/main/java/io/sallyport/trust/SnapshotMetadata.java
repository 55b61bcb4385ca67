package io.sallyport.trust;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Snapshot metadata (TUF 1.0.34 section 4.4): the version of every targets metadata file.
 *
 * @param signed everything that is signed, unknown fields included
 * @param meta by file name without version, e.g. {@code targets.json}
 */
public record SnapshotMetadata(JsonObject signed, long version, Instant expires, Map<String, MetaFile> meta) {
  public SnapshotMetadata {
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
  }

  /** Reads the signed part; checks its form, not its signatures. */
  public static SnapshotMetadata parse(JsonObject signed) {
    MetadataHeader header = MetadataHeader.of(signed, "snapshot");
    JsonObject json = signed.object("meta");
    Map<String, MetaFile> meta = new LinkedHashMap<>();
    json.keys().forEach(name -> meta.put(name, MetaFile.parse(json.object(name))));
    if (!meta.containsKey("targets.json")) {
      throw MetadataHeader.malformed(signed, "\"meta\" must name targets.json");
    }
    return new SnapshotMetadata(signed, header.version(), header.expires(), meta);
  }
}
