package io.sallyport.itests.appliance.forge;

import io.sallyport.itests.appliance.Media;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signer;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Publishes further versions on a copy of a medium with the vendor's development keys, in the form of TUF 1.0.34. Independent of the
 * signed-repo tool, which refuses to make what is made here.
 */
public final class Forge {
  private static final List<String> TARGETS_SIGNERS = List.of("vendor-targets-1", "vendor-targets-2");

  private final MetadataFolder metadata;
  private final DevelopmentKeys keys;

  public Forge(Media medium, DevelopmentKeys keys) {
    this.metadata = new MetadataFolder(medium);
    this.keys = keys;
  }

  /** Releases a package as the vendor does, signed by two keys. */
  public Forge release(NewPackage released) {
    return release(released, TARGETS_SIGNERS);
  }

  /** Releases a package with the signatures of the named keys only. */
  public Forge release(NewPackage released, List<String> signers) {
    JsonObject targets = metadata.signed("targets");
    JsonObject.Builder files = targets.object("targets").toBuilder();
    for (Map.Entry<String, byte[]> file : released.targets().entrySet()) {
      JsonObject entry = metadata.addTarget(file.getKey(), file.getValue());
      files.put(file.getKey(), file.getKey().endsWith("/package.json") ? entry.toBuilder().put("custom", released.custom()).build() : entry);
    }
    released.payloadTargets().forEach((path, content) -> files.put(path, metadata.addTarget(path, content)));
    JsonObject next = next(targets).put("targets", files.build()).build();
    publish(metadata.write("targets", signed(next, signers)), UnaryOperator.identity());
    return this;
  }

  /** Takes a package out of what the vendor vouches for, and off the medium. */
  public Forge withdraw(String name, String version) {
    JsonObject targets = metadata.signed("targets");
    String folder = "packages/" + name + "/" + version + "/";
    JsonObject.Builder files = targets.object("targets").toBuilder();
    targets.object("targets").keys().stream().filter(path -> path.startsWith(folder)).forEach(files::remove);
    publish(metadata.write("targets", signed(next(targets).put("targets", files.build()).build(), TARGETS_SIGNERS)), UnaryOperator.identity());
    metadata.removeTargets(folder);
    return this;
  }

  /** Publishes what is there once more, properly signed and expired yesterday. */
  public Forge expired() {
    JsonObject snapshot = next(metadata.signed("snapshot")).build();
    timestamp(metadata.write("snapshot", signed(snapshot, List.of("vendor-snapshot"))), signed -> signed.toBuilder().put("expires", "2025-01-01T00:00:00Z").build());
    return this;
  }

  private void publish(JsonObject targetsEntry, UnaryOperator<JsonObject> timestampChange) {
    JsonObject snapshot = metadata.signed("snapshot");
    JsonObject meta = snapshot.object("meta").toBuilder().put("targets.json", targetsEntry).build();
    JsonObject entry = metadata.write("snapshot", signed(next(snapshot).put("meta", meta).build(), List.of("vendor-snapshot")));
    timestamp(entry, timestampChange);
  }

  private void timestamp(JsonObject snapshotEntry, UnaryOperator<JsonObject> change) {
    JsonObject timestamp = next(metadata.signed("timestamp")).put("meta", JsonObject.builder().put("snapshot.json", snapshotEntry).build()).build();
    metadata.write("timestamp", signed(change.apply(timestamp), List.of("vendor-timestamp")));
  }

  private static JsonObject.Builder next(JsonObject signed) {
    return signed.toBuilder().put("version", signed.integer("version") + 1);
  }

  private Envelope signed(JsonObject document, List<String> names) {
    return Envelope.sign(document, names.stream().map(keys::open).toArray(Signer[]::new));
  }
}
