package io.sallyport.trust;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signed field {@code post_quantum} of root and targets metadata (ADR 0007): ML-DSA-87 keys and thresholds of roles, and in a root the
 * policy. Stock TUF clients pass over it. A field that is there and not understood is refused, never ignored.
 *
 * @param policy which signatures count; {@code classical} where a root has no such field
 * @param roles the post-quantum quorums by role
 */
public record PostQuantum(SignaturePolicy policy, Map<String, Quorum> roles) {
  /** Name of the field. */
  public static final String FIELD = "post_quantum";
  private static final String SCHEMA = "sallyport.post-quantum/1";

  public PostQuantum {
    roles = Map.copyOf(roles);
  }

  /**
   * The field of a root.
   *
   * @throws RefusedException SP-TRUST-0081 if it is malformed, or a top-level role lacks keys that the policy needs
   */
  public static PostQuantum ofRoot(JsonObject signed) {
    Optional<JsonObject> field = signed.optionalObject(FIELD);
    if (field.isEmpty()) {
      return new PostQuantum(SignaturePolicy.CLASSICAL, Map.of());
    }
    String word = field.get().string("policy");
    SignaturePolicy policy = SignaturePolicy.of(word).orElseThrow(() -> malformed(field.get(), "the policy \"" + Text.shown(word) + "\" is none of classical, hybrid, pq-only"));
    Map<String, Quorum> roles = roles(field.get());
    for (String role : RootMetadata.TOP_LEVEL) {
      if (policy.needsPostQuantum() && !roles.containsKey(role)) {
        throw malformed(field.get(), "the policy is " + policy + ", and the role \"" + role + "\" has no ML-DSA-87 keys");
      }
    }
    return new PostQuantum(policy, roles);
  }

  /**
   * The field of targets metadata: keys of the roles that it delegates to.
   *
   * @param policy that of the repository's root
   * @throws RefusedException SP-TRUST-0081 if it is malformed
   */
  public static PostQuantum ofTargets(JsonObject signed, SignaturePolicy policy) {
    return new PostQuantum(policy, signed.optionalObject(FIELD).map(PostQuantum::roles).orElse(Map.of()));
  }

  /** A role of this metadata with both kinds of keys. */
  Role role(String name, Quorum classical) {
    return new Role(name, classical, Optional.ofNullable(roles.get(name)), policy);
  }

  /** The field without a policy, for targets metadata. */
  public static JsonObject toJson(Map<String, Quorum> roles) {
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    Map<String, JsonObject> members = new LinkedHashMap<>();
    roles.forEach((name, quorum) -> {
      quorum.keyids().forEach(id -> keys.put(id, quorum.keys().get(id).toJson()));
      members.put(name, JsonObject.builder().put("keyids", quorum.keyids()).put("threshold", quorum.threshold()).build());
    });
    return JsonObject.builder().put("schema", SCHEMA).put("keys", keys).put("roles", members).build();
  }

  /** The field of a root. */
  public JsonObject toJson() {
    return toJson(roles).toBuilder().put("policy", policy.toString()).build();
  }

  private static Map<String, Quorum> roles(JsonObject field) {
    if (!field.string("schema").equals(SCHEMA)) {
      throw malformed(field, "the schema is not " + SCHEMA);
    }
    Map<String, TufKey> keys = RootMetadata.keys(field.object("keys"));
    keys.forEach((id, key) -> {
      if (key.algorithm().filter(Algorithm::postQuantum).isEmpty() || !key.id().equals(id)) {
        throw malformed(field, "the key " + Text.shown(id) + " is no ML-DSA-87 key of that id");
      }
    });
    Map<String, Quorum> roles = new LinkedHashMap<>();
    JsonObject json = field.object("roles");
    for (String name : json.keys()) {
      Quorum quorum = RootMetadata.quorum(Quorum.Kind.POST_QUANTUM, json.object(name), keys);
      if (quorum.keyids().isEmpty() || !keys.keySet().containsAll(quorum.keyids())) {
        throw malformed(field, "the role \"" + Text.shown(name) + "\" names keys that are not there");
      }
      roles.put(name, quorum);
    }
    return roles;
  }

  private static RefusedException malformed(JsonObject field, String what) {
    return Refusals.refuse("SP-TRUST-0081", "the field " + FIELD + " cannot be used: " + what, field.where(), "have the metadata made again; a newer appliance may be needed");
  }

  /** The quorum of some keys; ids in the order of the keys. */
  public static Quorum quorum(List<TufKey> keys, int threshold) {
    Map<String, TufKey> byId = new LinkedHashMap<>();
    keys.forEach(key -> byId.put(key.id(), key));
    return new Quorum(Quorum.Kind.POST_QUANTUM, List.copyOf(byId.keySet()), threshold, byId);
  }
}
