package io.sallyport.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A repository in memory whose every file a test may spoil. Root and targets 2 of 3, snapshot and timestamp 1 of 1. */
public final class TestRepository implements Fetcher {
  public static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  public final Map<String, byte[]> files = new TreeMap<>();
  final List<String> fetched = new ArrayList<>();
  Signer[] rootKeys = TestKeys.signers(3);
  Signer[] targetsKeys = TestKeys.signers(3);
  Signer snapshotKey = TestKeys.signer();
  Signer timestampKey = TestKeys.signer();
  final Map<String, TargetFile> targets = new LinkedHashMap<>();
  final List<JsonObject> delegations = new ArrayList<>();
  final Map<String, JsonObject> delegatedKeys = new LinkedHashMap<>();
  final Map<String, JsonObject> meta = new LinkedHashMap<>();
  Instant expires = NOW.plusSeconds(30 * 86400);
  long rootVersion;
  long version;
  boolean stateHashes = true;
  boolean developmentRoot;
  private Optional<JsonObject> succinct = Optional.empty();
  /** Root and targets two keys, snapshot and timestamp one; empty: a classical repository. */
  final Map<String, List<Signer>> postQuantum = new LinkedHashMap<>();
  final Map<String, Quorum> delegatedPostQuantum = new LinkedHashMap<>();
  SignaturePolicy policy = SignaturePolicy.CLASSICAL;

  public TestRepository() {
    root(rootKeys[0], rootKeys[1]);
  }

  @Override
  public Optional<byte[]> fetch(String path, long maxLength) {
    fetched.add(path);
    byte[] bytes = files.get(path);
    if (bytes != null && bytes.length > maxLength) {
      throw Refusals.refuse("SP-TRUST-0021", "too long", path, "-");
    }
    return Optional.ofNullable(bytes);
  }

  /** Gives every top-level role ML-DSA-87 keys and publishes the root that says so, signed by both kinds. */
  TestRepository turn(SignaturePolicy next) {
    policy = next;
    Map.of("root", 2, "targets", 2, "snapshot", 1, "timestamp", 1)
        .forEach((role, count) -> postQuantum.computeIfAbsent(role, r -> List.of(TestKeys.signers(count, Algorithm.ML_DSA_87))));
    root(with("root", rootKeys[0], rootKeys[1]));
    return this;
  }

  /** The signers with all ML-DSA-87 keys of the role. */
  Signer[] with(String role, Signer... classical) {
    return Stream.concat(Arrays.stream(classical), postQuantum.getOrDefault(role, List.of()).stream()).toArray(Signer[]::new);
  }

  private Map<String, Quorum> quorums() {
    Map<String, Quorum> quorums = new LinkedHashMap<>();
    postQuantum.forEach((role, signers) -> quorums.put(role, PostQuantum.quorum(signers.stream().map(Signer::key).toList(), signers.size())));
    return quorums;
  }

  /** Publishes the next root with the keys as they are now. */
  void root(Signer... signers) {
    rootVersion++;
    files.put(rootVersion + ".root.json", Envelope.sign(rootSigned(rootVersion), signers).toBytes());
  }

  JsonObject rootSigned(long number) {
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    Map<String, JsonObject> roles = new LinkedHashMap<>();
    role(keys, roles, "root", 2, rootKeys);
    role(keys, roles, "targets", 2, targetsKeys);
    role(keys, roles, "snapshot", 1, snapshotKey);
    role(keys, roles, "timestamp", 1, timestampKey);
    JsonObject.Builder root = header("root", number).put("consistent_snapshot", true).put("keys", keys).put("roles", roles);
    if (developmentRoot) {
      root.put(RootMetadata.DEVELOPMENT, true);
    }
    return postQuantum.isEmpty() ? root.build() : root.put(PostQuantum.FIELD, new PostQuantum(policy, quorums()).toJson()).build();
  }

  private static void role(Map<String, JsonObject> keys, Map<String, JsonObject> roles, String name, int threshold, Signer... signers) {
    Arrays.stream(signers).forEach(s -> keys.put(s.key().id(), s.key().toJson()));
    roles.put(name, JsonObject.builder().put("keyids", Arrays.stream(signers).map(s -> s.key().id()).toList()).put("threshold", threshold).build());
  }

  JsonObject.Builder header(String type, long number) {
    return JsonObject.builder().put("_type", type).put("spec_version", "1.0.34").put("version", number).put("expires", expires.toString());
  }

  /** Lists a target whose content is its own path. */
  public TestRepository target(String path) {
    targets.put(path, file(path));
    return this;
  }

  public static TargetFile file(String path) {
    return new TargetFile(path, path.length(), Digests.sha256(path.getBytes()), Optional.empty());
  }

  void delegate(String name, Signer key, boolean terminating, Map<String, ?> how) {
    delegatedKeys.put(key.key().id(), key.key().toJson());
    JsonObject.Builder role = JsonObject.builder().put("name", name).put("keyids", List.of(key.key().id())).put("threshold", 1).put("terminating", terminating);
    how.forEach(role::put);
    delegations.add(role.build());
  }

  /** Delegates everything to 2^bits hash bins of one key (TAP 15). */
  void succinct(Signer key, int bits, String prefix) {
    JsonObject bins = JsonObject.builder().put("keyids", List.of(key.key().id())).put("threshold", 1).put("bit_length", bits).put("name_prefix", prefix).build();
    succinct = Optional.of(JsonObject.builder().put("keys", Map.of(key.key().id(), key.key().toJson())).put("succinct_roles", bins).build());
  }

  /** Publishes a delegated role's metadata, to be listed by the next snapshot. */
  void delegated(String name, Signer key, JsonObject extra, String... paths) {
    Map<String, JsonObject> listed = new LinkedHashMap<>();
    Arrays.stream(paths).forEach(path -> listed.put(path, file(path).toJson().toBuilder().put("custom", Map.of("by", name)).build()));
    JsonObject.Builder signed = header("targets", version + 1).put("targets", listed);
    extra.map().forEach(signed::put);
    delegated(name, Envelope.sign(signed.build(), key));
  }

  void delegated(String name, Envelope signed) {
    byte[] bytes = signed.toBytes();
    files.put((version + 1) + "." + RoleNames.encoded(name) + ".json", bytes);
    meta.put(name + ".json", describe(version + 1, bytes));
  }

  JsonObject targetsSigned(long number) {
    Map<String, JsonObject> listed = new LinkedHashMap<>();
    targets.forEach((path, file) -> listed.put(path, file.toJson()));
    JsonObject.Builder signed = header("targets", number).put("targets", listed);
    signed.put("delegations", succinct);
    if (!delegations.isEmpty()) {
      signed.put("delegations", JsonObject.builder().put("keys", delegatedKeys).put("roles", delegations).build());
    }
    if (!delegatedPostQuantum.isEmpty()) {
      signed.put(PostQuantum.FIELD, PostQuantum.toJson(delegatedPostQuantum));
    }
    return signed.build();
  }

  /** Publishes targets, snapshot and timestamp, all with the next version. */
  public TestRepository publish() {
    version++;
    return publish(Envelope.sign(targetsSigned(version), with("targets", targetsKeys[0], targetsKeys[1])).toBytes());
  }

  TestRepository publish(byte[] targetsFile) {
    files.put(version + ".targets.json", targetsFile);
    meta.put("targets.json", describe(version, targetsFile));
    snapshot();
    return this;
  }

  /** Replaces the targets of the present version. */
  void publishAgain(Envelope signed) {
    publish(signed.toBytes());
  }

  void snapshot() {
    byte[] bytes = Envelope.sign(header("snapshot", version).put("meta", meta).build(), with("snapshot", snapshotKey)).toBytes();
    files.put(version + ".snapshot.json", bytes);
    timestamp(bytes);
  }

  void timestamp(byte[] snapshot) {
    JsonObject signed = header("timestamp", version).put("meta", Map.of("snapshot.json", describe(version, snapshot))).build();
    files.put("timestamp.json", Envelope.sign(signed, with("timestamp", timestampKey)).toBytes());
  }

  JsonObject describe(long number, byte[] bytes) {
    JsonObject.Builder meta = JsonObject.builder().put("version", number);
    return stateHashes ? meta.put("length", bytes.length).put("hashes", Map.of("sha256", Digests.sha256(bytes))).build() : meta.build();
  }

  public byte[] firstRoot() {
    return files.get("1.root.json");
  }
}
