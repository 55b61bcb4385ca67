package io.sallyport.trust;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Targets metadata, top-level or delegated (TUF 1.0.34 section 4.5).
 *
 * @param signed everything that is signed, unknown fields and {@code custom} included
 * @param targets the files vouched for, by path
 * @param delegations in order of priority
 */
public record TargetsMetadata(JsonObject signed, long version, Instant expires, Map<String, TargetFile> targets, List<Delegation> delegations) {
  public TargetsMetadata {
    targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    delegations = List.copyOf(delegations);
  }

  /**
   * Reads the signed part; checks its form, not its signatures.
   *
   * @param policy that of the repository's root: it holds for the roles delegated to as well
   */
  public static TargetsMetadata parse(JsonObject signed, SignaturePolicy policy) {
    MetadataHeader header = MetadataHeader.of(signed, "targets");
    return new TargetsMetadata(signed, header.version(), header.expires(), files(signed.object("targets")),
        delegations(signed.optionalObject("delegations"), PostQuantum.ofTargets(signed, policy)));
  }

  /** The signed {@code custom} field. */
  public Optional<JsonObject> custom() {
    return signed.optionalObject("custom");
  }

  static Map<String, TargetFile> files(JsonObject json) {
    Map<String, TargetFile> files = new LinkedHashMap<>();
    json.keys().forEach(path -> files.put(path, TargetFile.parse(path, json.object(path))));
    return files;
  }

  private static List<Delegation> delegations(Optional<JsonObject> field, PostQuantum postQuantum) {
    if (field.isEmpty()) {
      return List.of();
    }
    JsonObject json = field.get();
    Map<String, TufKey> keys = RootMetadata.keys(json.object("keys"));
    if (json.has("succinct_roles")) {
      if (json.has("roles")) {
        throw MetadataHeader.malformed(json, "\"roles\" and \"succinct_roles\" cannot both be there");
      }
      return SuccinctRoles.expand(json.object("succinct_roles"), keys, postQuantum);
    }
    List<Delegation> delegations = json.has("roles") ? json.objects("roles").stream().map(role -> Delegation.parse(role, keys, postQuantum)).toList() : List.of();
    if (delegations.stream().map(d -> d.role().name()).distinct().count() != delegations.size()) {
      throw MetadataHeader.malformed(json, "a role is delegated to twice");
    }
    return delegations;
  }
}
