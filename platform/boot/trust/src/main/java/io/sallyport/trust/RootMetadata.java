package io.sallyport.trust;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Root metadata (TUF 1.0.34 section 4.3): the keys and thresholds of the top-level roles.
 *
 * @param signed everything that is signed, unknown fields and {@code custom} included
 * @param version 1 or more
 * @param expires end of validity
 * @param consistentSnapshot whether metadata files carry versions and target files digests in their names
 * @param roles at least {@code root}, {@code targets}, {@code snapshot} and {@code timestamp}
 * @param policy which signatures count, for every signature of the repository (ADR 0007)
 * @param purpose what its keys are for
 */
public record RootMetadata(JsonObject signed, long version, Instant expires, boolean consistentSnapshot, Map<String, Role> roles, SignaturePolicy policy,
    Purpose purpose) {
  /** Name of the signed field that marks a development root: {@code true}, or absent (ADR 0051). */
  public static final String DEVELOPMENT = "development";

  /** What a root says of how its keys are kept (ADR 0051). */
  public enum Purpose {
    /** Apart, by their holders. */
    PRODUCTION,
    /** Together, on a developer's machine: no plant may trust it. */
    DEVELOPMENT;

    /** What people are told of an appliance or a medium under such a root; empty if there is nothing to tell. */
    public Optional<String> warning() {
      return this == DEVELOPMENT ? Optional.of("DEVELOPMENT ROOT: the vendor's keys lie together on a developer's machine; never use this for a plant") : Optional.empty();
    }

    /** As in JSON and in figures: {@code production} or {@code development}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final List<String> TOP_LEVEL = List.of("root", "targets", "snapshot", "timestamp");

  public RootMetadata {
    roles = Map.copyOf(roles);
  }

  /** Reads the signed part; checks its form, not its signatures. */
  public static RootMetadata parse(JsonObject signed) {
    MetadataHeader header = MetadataHeader.of(signed, "root");
    Map<String, TufKey> keys = keys(signed.object("keys"));
    PostQuantum postQuantum = PostQuantum.ofRoot(signed);
    Map<String, Role> roles = new LinkedHashMap<>();
    JsonObject json = signed.object("roles");
    for (String name : json.keys()) {
      roles.put(name, postQuantum.role(name, quorum(Quorum.Kind.CLASSICAL, json.object(name), keys)));
    }
    for (String name : TOP_LEVEL) {
      if (!roles.containsKey(name)) {
        throw MetadataHeader.malformed(signed, "the role \"" + name + "\" is missing");
      }
    }
    Purpose purpose = signed.optionalBool(DEVELOPMENT).orElse(false) ? Purpose.DEVELOPMENT : Purpose.PRODUCTION;
    return new RootMetadata(signed, header.version(), header.expires(), signed.optionalBool("consistent_snapshot").orElse(false), roles,
        postQuantum.policy(), purpose);
  }

  /**
   * Reads a root that is trusted because of where it lies; it must still be signed by its own threshold.
   *
   * @throws RefusedException SP-TRUST-0011 or 0083 if it is not
   */
  public static RootMetadata selfSigned(byte[] bytes, String where) {
    Envelope envelope = Envelope.parse(bytes, where);
    RootMetadata root = parse(envelope.signed());
    root.role("root").requireThreshold(envelope, where);
    return root;
  }

  /**
   * Reads the successor of this root: signed by the thresholds of both, each under its own policy, version exactly one higher (TUF 1.0.34
   * section 5.3). So a policy is lowered only by those who could sign under the higher one. A root of another purpose never follows.
   *
   * @throws RefusedException SP-TRUST-0011, 0024, 0083 or 0105
   */
  public RootMetadata next(byte[] bytes, String where) {
    Envelope envelope = Envelope.parse(bytes, where);
    RootMetadata next = parse(envelope.signed());
    role("root").requireThreshold(envelope, where);
    next.role("root").requireThreshold(envelope, where);
    if (next.version != version + 1) {
      throw Refusals.refuse("SP-TRUST-0024", "root version " + next.version + " where " + (version + 1) + " must follow", where, "use an intact copy of the repository");
    }
    if (next.purpose != purpose) {
      throw Refusals.refuse("SP-TRUST-0105", "a " + next.purpose + " root cannot follow a " + purpose + " root", where,
          "install a distribution that ships the root you want");
    }
    return next;
  }

  /**
   * Whether the bytes are a root of this same version where its successor belongs. Such a root is passed over, and the update goes on with the
   * one trusted (TUF 1.0.34 section 5.3.5).
   *
   * @throws RefusedException SP-TRUST-0011 if it is not signed as this root demands
   */
  boolean repeats(byte[] bytes, String where) {
    Envelope envelope = Envelope.parse(bytes, where);
    if (parse(envelope.signed()).version != version) {
      return false;
    }
    role("root").requireThreshold(envelope, where);
    return true;
  }

  /** @throws RefusedException SP-TRUST-0012 if the root does not define the role */
  public Role role(String name) {
    Role role = roles.get(name);
    if (role == null) {
      throw Refusals.refuse("SP-TRUST-0012", "the root defines no role " + Text.shown(name), signed.where(), "have the metadata made again");
    }
    return role;
  }

  /** Whether the keys of a role differ between two roots. */
  boolean rotates(String name, RootMetadata next) {
    return role(name).rotatedIn(next.role(name));
  }

  static Map<String, TufKey> keys(JsonObject json) {
    Map<String, TufKey> keys = new LinkedHashMap<>();
    for (String keyid : json.keys()) {
      keys.put(keyid, TufKey.fromJson(json.object(keyid)));
    }
    return keys;
  }

  static Quorum quorum(Quorum.Kind kind, JsonObject json, Map<String, TufKey> keys) {
    long threshold = json.integer("threshold");
    if (threshold < 1 || threshold > 1000) {
      throw Refusals.refuse("SP-TRUST-0012", "the threshold " + threshold + " is not between 1 and 1000", json.where(), "have the metadata made again");
    }
    List<String> keyids = json.strings("keyids");
    keyids.stream().map(keys::get).filter(Objects::nonNull).forEach(TufKey::requireForm);
    return new Quorum(kind, keyids, (int) threshold, keys);
  }
}
