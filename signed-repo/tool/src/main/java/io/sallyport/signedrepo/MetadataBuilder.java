package io.sallyport.signedrepo;

import io.sallyport.trust.Digests;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PostQuantum;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.TargetFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Builds the signed parts of TUF metadata (TUF 1.0.34 section 4). */
public final class MetadataBuilder {
  private MetadataBuilder() {}

  public static JsonObject root(long version, Instant expires, Map<String, RoleKeys> roles, SignaturePolicy policy) {
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    Map<String, JsonObject> members = new LinkedHashMap<>();
    Map<String, Quorum> postQuantum = new LinkedHashMap<>();
    roles.forEach((name, role) -> {
      role.classical().forEach(key -> keys.put(key.id(), key.toJson()));
      members.put(name, role.toJson());
      role.postQuantum().ifPresent(quorum -> postQuantum.put(name, quorum));
    });
    JsonObject.Builder root = header("root", version, expires).put("consistent_snapshot", true).put("keys", keys).put("roles", members);
    return policy == SignaturePolicy.CLASSICAL && postQuantum.isEmpty() ? root.build() : withPolicy(root.build(), policy, postQuantum);
  }

  /** Replaces the root's field of post-quantum keys. */
  public static JsonObject withPolicy(JsonObject root, SignaturePolicy policy, Map<String, Quorum> roles) {
    return root.toBuilder().put(PostQuantum.FIELD, new PostQuantum(policy, roles).toJson()).build();
  }

  /** Replaces the keys of one top-level role, kind by kind: a kind that is not given stays as it is. */
  public static JsonObject withRole(JsonObject root, String name, RoleKeys role) {
    JsonObject changed = role.classical().isEmpty() ? root : withClassical(root, name, role);
    if (role.postQuantum().isEmpty()) {
      return changed;
    }
    PostQuantum before = PostQuantum.ofRoot(root);
    Map<String, Quorum> roles = new LinkedHashMap<>(before.roles());
    roles.put(name, role.postQuantum().get());
    return withPolicy(changed, before.policy(), roles);
  }

  private static JsonObject withClassical(JsonObject root, String name, RoleKeys role) {
    JsonObject roles = root.object("roles").toBuilder().put(name, role.toJson()).build();
    Set<String> used = roles.keys().stream().flatMap(member -> roles.object(member).strings("keyids").stream()).collect(Collectors.toSet());
    JsonObject.Builder keys = root.object("keys").toBuilder();
    root.object("keys").keys().stream().filter(id -> !used.contains(id)).forEach(keys::remove);
    role.classical().forEach(key -> keys.put(key.id(), key.toJson()));
    return root.toBuilder().put("keys", keys.build()).put("roles", roles).build();
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

  /** Adds a delegation, or replaces the one of the same name where it stands: the order is the order of priority. */
  public static JsonObject withDelegation(JsonObject targets, String name, RoleKeys role, List<String> paths, boolean terminating) {
    JsonObject member = role.toJson().toBuilder().put("name", name).put("paths", paths).put("terminating", terminating).build();
    List<JsonObject> roles = new ArrayList<>(delegations(targets).objects("roles"));
    int place = IntStream.range(0, roles.size()).filter(i -> roles.get(i).string("name").equals(name)).findFirst().orElse(roles.size());
    roles.subList(place, Math.min(place + 1, roles.size())).clear();
    roles.add(place, member);
    JsonObject.Builder keys = delegations(targets).object("keys").toBuilder();
    role.classical().forEach(key -> keys.put(key.id(), key.toJson()));
    return withDelegations(targets, keys.build(), roles, name, role.postQuantum());
  }

  /** Takes a delegation away, and the keys that no other one uses. */
  public static JsonObject withoutDelegation(JsonObject targets, String name) {
    List<JsonObject> roles = delegations(targets).objects("roles").stream().filter(role -> !role.string("name").equals(name)).toList();
    return withDelegations(targets, delegations(targets).object("keys"), roles, name, Optional.empty());
  }

  private static JsonObject delegations(JsonObject targets) {
    return targets.optionalObject("delegations").orElseGet(() -> JsonObject.builder().put("keys", Map.of()).put("roles", List.of()).build());
  }

  private static JsonObject withDelegations(JsonObject targets, JsonObject keys, List<JsonObject> roles, String name, Optional<Quorum> postQuantum) {
    Set<String> used = roles.stream().flatMap(role -> role.strings("keyids").stream()).collect(Collectors.toSet());
    JsonObject.Builder known = keys.toBuilder();
    keys.keys().stream().filter(id -> !used.contains(id)).forEach(known::remove);
    JsonObject changed = targets.toBuilder().put("delegations", JsonObject.builder().put("keys", known.build()).put("roles", roles).build()).build();
    Map<String, Quorum> quorums = new LinkedHashMap<>(PostQuantum.ofTargets(targets, SignaturePolicy.CLASSICAL).roles());
    quorums.remove(name);
    postQuantum.ifPresent(quorum -> quorums.put(name, quorum));
    return quorums.isEmpty() ? changed.toBuilder().remove(PostQuantum.FIELD).build() : changed.toBuilder().put(PostQuantum.FIELD, PostQuantum.toJson(quorums)).build();
  }

  /**
   * Lists all targets metadata. What an earlier snapshot lists stays listed even if nothing delegates to it any more: clients refuse a snapshot
   * from which a role has vanished (TUF 1.0.34 section 5.5.5).
   *
   * @param before the field {@code meta} of the snapshot that is published
   * @param roles versions and bytes of all targets metadata by role name
   */
  public static JsonObject snapshot(long version, Instant expires, Optional<JsonObject> before, Map<String, MetadataFile> roles) {
    JsonObject.Builder meta = before.map(JsonObject::toBuilder).orElseGet(JsonObject::builder);
    roles.forEach((role, file) -> meta.put(role + ".json", meta(file)));
    return header("snapshot", version, expires).put("meta", meta.build()).build();
  }

  public static JsonObject timestamp(long version, Instant expires, MetadataFile snapshot) {
    return header("timestamp", version, expires).put("meta", Map.of("snapshot.json", meta(snapshot))).build();
  }

  private static JsonObject.Builder header(String type, long version, Instant expires) {
    return JsonObject.builder().put("_type", type).put("spec_version", "1.0.34").put("version", version).put("expires", expires.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static JsonObject meta(MetadataFile file) {
    return JsonObject.builder().put("version", file.version()).put("length", file.bytes().length).put("hashes", Map.of("sha256", Digests.sha256(file.bytes()))).build();
  }
}
