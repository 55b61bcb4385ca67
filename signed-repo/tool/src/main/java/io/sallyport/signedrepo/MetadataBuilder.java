package io.sallyport.signedrepo;

import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.TufKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the signed parts of TUF metadata (TUF 1.0.34 section 4). */
public final class MetadataBuilder {
  private MetadataBuilder() {}

  /** Keys and threshold of one role. */
  public record RoleKeys(List<TufKey> keys, int threshold) {}

  public static JsonObject root(long version, Instant expires, Map<String, RoleKeys> roles) {
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    Map<String, JsonObject> members = new LinkedHashMap<>();
    roles.forEach((name, role) -> {
      role.keys().forEach(key -> keys.put(key.id(), key.toJson()));
      members.put(name, role(role));
    });
    return header("root", version, expires).put("consistent_snapshot", true).put("keys", keys).put("roles", members).build();
  }

  public static JsonObject targets(long version, Instant expires) {
    return header("targets", version, expires).put("targets", Map.of()).build();
  }

  /** Adds or replaces targets. */
  public static JsonObject withTargets(JsonObject targets, List<TargetFile> files) {
    JsonObject.Builder members = targets.object("targets").toBuilder();
    files.forEach(file -> members.put(file.path(), file.toJson()));
    return targets.toBuilder().put("targets", members.build()).build();
  }

  /** Adds a delegation, or replaces the one of the same name. */
  public static JsonObject withDelegation(JsonObject targets, String name, RoleKeys role, List<String> paths, boolean terminating) {
    JsonObject old = targets.optionalObject("delegations").orElse(JsonObject.builder().put("keys", Map.of()).put("roles", List.of()).build());
    JsonObject.Builder keys = old.object("keys").toBuilder();
    role.keys().forEach(key -> keys.put(key.id(), key.toJson()));
    List<JsonObject> roles = new ArrayList<>(old.objects("roles"));
    roles.removeIf(r -> r.string("name").equals(name));
    roles.add(role(role).toBuilder().put("name", name).put("paths", paths).put("terminating", terminating).build());
    return targets.toBuilder().put("delegations", JsonObject.builder().put("keys", keys.build()).put("roles", roles).build()).build();
  }

  /** @param roles versions and bytes of all targets metadata by role name */
  public static JsonObject snapshot(long version, Instant expires, Map<String, MetadataFile> roles) {
    Map<String, JsonObject> meta = new LinkedHashMap<>();
    roles.forEach((role, file) -> meta.put(role + ".json", meta(file)));
    return header("snapshot", version, expires).put("meta", meta).build();
  }

  public static JsonObject timestamp(long version, Instant expires, MetadataFile snapshot) {
    return header("timestamp", version, expires).put("meta", Map.of("snapshot.json", meta(snapshot))).build();
  }

  private static JsonObject.Builder header(String type, long version, Instant expires) {
    return JsonObject.builder().put("_type", type).put("spec_version", "1.0.34").put("version", version).put("expires", expires.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static JsonObject role(RoleKeys role) {
    return JsonObject.builder().put("keyids", role.keys().stream().map(TufKey::id).toList()).put("threshold", role.threshold()).build();
  }

  private static JsonObject meta(MetadataFile file) {
    return JsonObject.builder().put("version", file.version()).put("length", file.bytes().length).put("hashes", Map.of("sha256", Digests.sha256(file.bytes()))).build();
  }
}
