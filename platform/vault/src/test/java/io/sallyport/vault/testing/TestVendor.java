package io.sallyport.vault.testing;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.Signer;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.vault.tck.RuleOutcome;
import io.sallyport.vault.tck.TckReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A vendor with keys of its own (root 2 of 3, targets 2 of 3) that releases packages and writes media. */
public final class TestVendor {
  public static final Instant FAR = Instant.parse("2040-01-01T00:00:00Z");

  private final List<Signer> rootKeys = List.of(TestKey.create(), TestKey.create());
  private final List<Signer> targetKeys = List.of(TestKey.create(), TestKey.create());
  private final Signer snapshotKey = TestKey.create();
  private final Signer timestampKey = TestKey.create();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final byte[] root;
  private int version;
  private Instant timestampExpires = FAR;

  public TestVendor() {
    this(false);
  }

  /** @param developmentRoot whether the root is marked so */
  public TestVendor(boolean developmentRoot) {
    root = sign(developmentRoot ? rootMetadata().toBuilder().put(RootMetadata.DEVELOPMENT, true).build() : rootMetadata(), rootKeys);
  }

  public byte[] rootBytes() {
    return root.clone();
  }

  /** A HOME directory with the vendor's root and an inventory that lists the given jars. */
  public void install(Path home, Map<String, byte[]> jars) throws IOException {
    Files.createDirectories(home.resolve("trust"));
    Files.write(home.resolve("trust/vendor-root.json"), root);
    Map<String, JsonObject> listed = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
      Files.createDirectories(home.resolve(jar.getKey()).getParent());
      Files.write(home.resolve(jar.getKey()), jar.getValue());
      listed.put(jar.getKey(), file(jar.getKey(), jar.getValue()).toJson());
    }
    JsonObject inventory = header("inventory", 1, FAR).put("product", "sallyport").put("release", "0.1.0").put("files", listed).build();
    Files.write(home.resolve("trust/inventory.json"), sign(inventory, targetKeys));
  }

  /** Releases a package of one bundle, a bill of materials and a changelog. Returns the digest of its descriptor. */
  public String release(String name, String kind, String version, byte[] bundle) {
    return release(name, kind, version, Map.of(name + "-" + version + ".jar", bundle), List.of());
  }

  public String release(String name, String kind, String version, Map<String, byte[]> bundles, List<JsonObject> conduits) {
    String directory = "packages/" + name + "/" + version + "/";
    List<JsonObject> parts = new ArrayList<>();
    new TreeMap<>(bundles).forEach((path, bytes) -> parts.add(part(directory, path, "bundle", bytes)));
    parts.add(part(directory, "sbom.cdx.json", "sbom", ("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{\"type\":\"library\",\"group\":\"org.example\",\"name\":\"lib\",\"version\":\""
        + version + "\",\"purl\":\"pkg:maven/org.example/lib@" + version + "\",\"licenses\":[{\"license\":{\"id\":\"Apache-2.0\"}}]}]}").getBytes()));
    parts.add(part(directory, "CHANGELOG.md", "changelog", ("# " + version + "\n- changed\n").getBytes()));
    JsonObject descriptor = JsonObject.builder().put("schema", "sallyport.package/1").put("name", name).put("kind", kind).put("version", version).put("publisher", "Test")
        .put("summary", "A test <package> & more").put("api", "[0.3,0.4)").put("gxp", "none").put("parts", parts).put("conduits", conduits)
        .put("qualification", JsonObject.builder().put("scope", "IQ,OQ").build()).build();
    byte[] bytes = descriptor.toString().getBytes(StandardCharsets.UTF_8);
    files.put(directory + "package.json", bytes);
    return Digests.sha256(bytes);
  }

  /**
   * The same with a TCK report.
   *
   * @param report makes it of the descriptor without it
   */
  public String release(String name, String kind, String version, byte[] bundle, Function<Descriptor, byte[]> report) {
    release(name, kind, version, bundle);
    String directory = "packages/" + name + "/" + version + "/";
    Descriptor without = Descriptor.parse(files.get(directory + "package.json"), "package.json");
    List<JsonObject> parts = new ArrayList<>(without.json().objects("parts"));
    parts.add(part(directory, TckReport.FILE, "checks", report.apply(without)));
    byte[] bytes = without.json().toBuilder().put("parts", parts).build().toString().getBytes(StandardCharsets.UTF_8);
    files.put(directory + "package.json", bytes);
    return Digests.sha256(bytes);
  }

  /** A report on such a package with one rule, which passed or failed. */
  public static TckReport report(Descriptor descriptor, RuleOutcome.Verdict verdict) {
    return new TckReport("0.1.0", "0.3.0", "17", "Linux", descriptor.name(), descriptor.version(), descriptor.kind(), TckReport.subject(descriptor),
        descriptor.parts("bundle").stream().map(Descriptor.Part::sha256).toList(), List.of(new RuleOutcome("SP-TCK-0001", "a rule", verdict, "seen")));
  }

  public TestVendor timestampExpires(Instant when) {
    timestampExpires = when;
    return this;
  }

  /** The next medium has the version of the last one. */
  public TestVendor again() {
    version--;
    return this;
  }

  /** A target without a package around it, or other bytes for one that is. */
  public void put(String path, byte[] bytes) {
    files.put(path, bytes);
  }

  public void remove(String path) {
    files.remove(path);
  }

  /** Writes a medium with everything released so far, in metadata one version higher. */
  public Path write(Path medium) throws IOException {
    return write(medium, targetKeys);
  }

  /** The same, with the targets signed by these keys only. */
  public Path write(Path medium, List<Signer> signers) throws IOException {
    version++;
    Map<String, JsonObject> targets = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> target : files.entrySet()) {
      TargetFile described = file(target.getKey(), target.getValue());
      targets.put(target.getKey(), described.toJson());
      Path file = medium.resolve("targets").resolve(described.consistentPath());
      Files.createDirectories(file.getParent());
      Files.write(file, target.getValue());
    }
    Path metadata = Files.createDirectories(medium.resolve("metadata"));
    byte[] targetsBytes = sign(header("targets", version, FAR).put("targets", targets).build(), signers);
    byte[] snapshot = sign(header("snapshot", version, FAR).put("meta", Map.of("targets.json", meta(targetsBytes))).build(), List.of(snapshotKey));
    byte[] timestamp = sign(header("timestamp", version, timestampExpires).put("meta", Map.of("snapshot.json", meta(snapshot))).build(), List.of(timestampKey));
    Files.write(metadata.resolve("1.root.json"), root);
    Files.write(metadata.resolve(version + ".targets.json"), targetsBytes);
    Files.write(metadata.resolve(version + ".snapshot.json"), snapshot);
    Files.write(metadata.resolve("timestamp.json"), timestamp);
    JsonObject label = JsonObject.builder().put("schema", "sallyport.medium/1").put("name", "test-" + version).put("created", "2026-11-24T08:00:00Z").put("packages", packages()).build();
    Files.writeString(medium.resolve("medium.json"), label.toString());
    return medium;
  }

  public List<Signer> targetKeys() {
    return targetKeys;
  }

  private List<JsonObject> packages() {
    return files.keySet().stream().filter(PackageRef::isDescriptor).map(path -> PackageRef.ofTarget(path).orElseThrow())
        .map(pack -> JsonObject.builder().put("name", pack.name()).put("version", pack.version()).build()).toList();
  }

  private JsonObject meta(byte[] bytes) {
    return JsonObject.builder().put("version", version).put("length", bytes.length).put("hashes", Map.of("sha256", Digests.sha256(bytes))).build();
  }

  private JsonObject part(String directory, String path, String role, byte[] bytes) {
    files.put(directory + path, bytes);
    return JsonObject.builder().put("path", path).put("role", role).put("length", bytes.length).put("sha256", Digests.sha256(bytes)).build();
  }

  private JsonObject rootMetadata() {
    Map<String, JsonObject> keys = new LinkedHashMap<>();
    List<Signer> all = new ArrayList<>(rootKeys);
    all.addAll(targetKeys);
    all.add(snapshotKey);
    all.add(timestampKey);
    all.forEach(key -> keys.put(key.key().id(), key.key().toJson()));
    Map<String, JsonObject> roles = new LinkedHashMap<>();
    roles.put("root", role(2, rootKeys));
    roles.put("targets", role(2, targetKeys));
    roles.put("snapshot", role(1, List.of(snapshotKey)));
    roles.put("timestamp", role(1, List.of(timestampKey)));
    return header("root", 1, FAR).put("consistent_snapshot", true).put("keys", keys).put("roles", roles).build();
  }

  private static JsonObject role(int threshold, List<Signer> keys) {
    return JsonObject.builder().put("keyids", keys.stream().map(key -> key.key().id()).toList()).put("threshold", threshold).build();
  }

  private static JsonObject.Builder header(String type, int version, Instant expires) {
    return JsonObject.builder().put("_type", type).put("spec_version", "1.0.34").put("version", version).put("expires", expires.toString());
  }

  private static TargetFile file(String path, byte[] bytes) {
    return new TargetFile(path, bytes.length, Digests.sha256(bytes), Optional.empty());
  }

  private static byte[] sign(JsonObject signed, List<Signer> signers) {
    return Envelope.sign(signed, signers.toArray(Signer[]::new)).toBytes();
  }

  /** Makes a directory tree the same as another. */
  public static Path copy(Path from, Path to) throws IOException {
    try (var tree = Files.walk(from)) {
      tree.forEach(path -> {
        try {
          Path target = to.resolve(from.relativize(path).toString());
          if (Files.isDirectory(path)) {
            Files.createDirectories(target);
          } else {
            Files.copy(path, target);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    }
    return to;
  }
}
