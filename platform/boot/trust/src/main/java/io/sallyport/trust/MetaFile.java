package io.sallyport.trust;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one metadata file says about another (TUF 1.0.34 section 4.4).
 *
 * @param version the version the other file must have
 * @param length its length in bytes, if stated
 * @param hashes its digests by algorithm in lower-case hexadecimal; may be empty
 */
public record MetaFile(long version, Optional<Long> length, Map<String, String> hashes) {
  public MetaFile {
    hashes = Map.copyOf(hashes);
  }

  static MetaFile parse(JsonObject json) {
    long version = json.integer("version");
    Optional<Long> length = json.optionalInteger("length");
    if (version < 1 || length.orElse(1L) < 1) {
      throw MetadataHeader.malformed(json, "version and length must be positive");
    }
    Optional<JsonObject> hashes = json.optionalObject("hashes");
    return new MetaFile(version, length, hashes.isPresent() ? hashes(hashes.get()) : Map.of());
  }

  static Map<String, String> hashes(JsonObject json) {
    Map<String, String> hashes = new LinkedHashMap<>();
    json.keys().forEach(algorithm -> hashes.put(algorithm, json.string(algorithm)));
    if (hashes.isEmpty()) {
      throw MetadataHeader.malformed(json, "no digest is given");
    }
    return hashes;
  }

  /** @throws RefusedException SP-TRUST-0023 if length or a digest differs, or no stated digest can be computed */
  void requireMatch(byte[] bytes, String where) {
    if (length.isPresent() && length.get() != bytes.length) {
      throw Refusals.refuse("SP-TRUST-0023", "the file has " + bytes.length + " bytes, " + length.get() + " are signed for", where, "use an intact copy of the repository");
    }
    if (!hashes.isEmpty()) {
      Hashes.requireMatch(hashes, bytes, where);
    }
  }

  boolean matches(byte[] bytes) {
    try {
      requireMatch(bytes, "trusted store");
      return true;
    } catch (RefusedException e) {
      return false;
    }
  }
}
