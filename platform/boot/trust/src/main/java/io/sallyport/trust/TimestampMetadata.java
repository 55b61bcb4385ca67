package io.sallyport.trust;

import java.time.Instant;

/**
 * Timestamp metadata (TUF 1.0.34 section 4.6): which snapshot is current.
 *
 * @param signed everything that is signed, unknown fields included
 * @param snapshot the snapshot in force
 */
public record TimestampMetadata(JsonObject signed, long version, Instant expires, MetaFile snapshot) {
  /** Reads the signed part; checks its form, not its signatures. */
  public static TimestampMetadata parse(JsonObject signed) {
    MetadataHeader header = MetadataHeader.of(signed, "timestamp");
    JsonObject meta = signed.object("meta");
    if (meta.keys().size() != 1) {
      throw MetadataHeader.malformed(signed, "\"meta\" must name the snapshot only");
    }
    return new TimestampMetadata(signed, header.version(), header.expires(), MetaFile.parse(meta.object("snapshot.json")));
  }
}
