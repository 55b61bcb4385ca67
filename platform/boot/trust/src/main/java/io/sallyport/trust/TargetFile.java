package io.sallyport.trust;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that a repository vouches for (TUF 1.0.34 section 4.5).
 *
 * @param path its name in the repository, segments separated by {@code /}
 * @param length in bytes
 * @param hashes its digests by algorithm in lower-case hexadecimal, never empty
 * @param custom signed data about it
 */
public record TargetFile(String path, long length, Map<String, String> hashes, Optional<JsonObject> custom) {
  public TargetFile {
    Objects.requireNonNull(path, "path");
    hashes = Map.copyOf(hashes);
  }

  public TargetFile(String path, long length, String sha256, Optional<JsonObject> custom) {
    this(path, length, Map.of("sha256", sha256), custom);
  }

  /** Reads one member of {@code targets}. */
  static TargetFile parse(String path, JsonObject json) {
    long length = json.integer("length");
    if (length < 0 || path.isEmpty()) {
      throw MetadataHeader.malformed(json, "a target needs a name and a length of 0 or more");
    }
    return new TargetFile(path, length, MetaFile.hashes(json.object("hashes")), json.optionalObject("custom"));
  }

  /** @throws RefusedException SP-TRUST-0033 if the metadata gives no SHA-256 */
  public String sha256() {
    String sha256 = hashes.get("sha256");
    if (sha256 == null || !Digests.isSha256(sha256)) {
      throw Refusals.refuse("SP-TRUST-0033", "the metadata gives no SHA-256", Text.shown(path), "have the metadata made again");
    }
    return sha256;
  }

  /** The same path, length and SHA-256 (TAP 4: all repositories must agree). */
  public boolean agreesWith(TargetFile other) {
    String digest = hashes.get("sha256");
    return digest != null && path.equals(other.path) && length == other.length && digest.equals(other.hashes.get("sha256"));
  }

  /** @throws RefusedException SP-TRUST-0023 if length or digest of the content differ */
  public void requireContent(byte[] content) {
    if (content.length != length) {
      throw Refusals.refuse("SP-TRUST-0023", "the file has " + content.length + " bytes, " + length + " are signed for", Text.shown(path), "use an intact copy of the repository");
    }
    Hashes.requireMatch(hashes, content, Text.shown(path));
  }

  /** The name of the file in a repository with consistent snapshots: {@code packages/NAME/VERSION/HASH.FILE}. */
  public String consistentPath() {
    int slash = path.lastIndexOf('/') + 1;
    return path.substring(0, slash) + hashes.getOrDefault("sha256", hashes.values().iterator().next()) + "." + path.substring(slash);
  }

  /** The member of {@code targets} that describes this file. */
  public JsonObject toJson() {
    return JsonObject.builder().put("length", length).put("hashes", hashes).put("custom", custom).build();
  }
}
