package io.sallyport.itests.appliance.forge;

import io.sallyport.itests.appliance.Folders;
import io.sallyport.itests.appliance.Media;
import io.sallyport.trust.Algorithm;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Inventory;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.KeyFile;
import io.sallyport.trust.PostQuantum;
import io.sallyport.trust.Quorum;
import io.sallyport.trust.SignaturePolicy;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The vendor after its turn to the policy {@code hybrid}: root version 2, signed by the development keys and by ML-DSA-87 keys made here
 * (root and targets 2, snapshot and timestamp 1).
 */
public final class HybridVendor {
  private static final Map<String, List<String>> CLASSICAL = Map.of("root", List.of("vendor-root-1", "vendor-root-2"), "targets", List.of("vendor-targets-1", "vendor-targets-2"), "snapshot",
      List.of("vendor-snapshot"), "timestamp", List.of("vendor-timestamp"));
  private static final String VENDOR_ROOT = "trust/vendor-root.json";

  private final DevelopmentKeys development;
  private final Map<String, List<Signer>> postQuantum = new LinkedHashMap<>();
  private final Envelope root;

  /** @param medium one of the classical vendor, for its root */
  public HybridVendor(Media medium, DevelopmentKeys development) {
    this.development = development;
    Path keys = Folders.temporary("keys");
    CLASSICAL.forEach((role, names) -> postQuantum.put(role, IntStream.range(0, names.size())
        .mapToObj(i -> KeyFile.create(keys.resolve(role + i + ".p12"), "of this test".toCharArray(), Algorithm.ML_DSA_87)).toList()));
    Map<String, Quorum> quorums = new LinkedHashMap<>();
    postQuantum.forEach((role, signers) -> quorums.put(role, PostQuantum.quorum(signers.stream().map(Signer::key).toList(), signers.size())));
    JsonObject signed = new MetadataFolder(medium).signed("root").toBuilder().put("version", 2).put(PostQuantum.FIELD, new PostQuantum(SignaturePolicy.HYBRID, quorums).toJson()).build();
    this.root = Envelope.sign(signed, both("root"));
  }

  /** Makes a distribution trust this vendor; the inventory is signed again, by both kinds of keys. */
  public void install(Path home) {
    install(home, true);
  }

  /** The same with an inventory that has classical signatures only. */
  public void installStripped(Path home) {
    install(home, false);
  }

  /** Publishes what is on a medium once more, signed by both kinds of keys, with the roots so far. */
  public Media publish(Media medium) {
    return publish(medium, both("targets"));
  }

  /** The same with the classical signatures of the targets only: what an attacker publishes who can forge those. */
  public Media publishStripped(Media medium) {
    return publish(medium, classical("targets"));
  }

  /** The same with the targets' signatures changed. */
  public Media publish(Media medium, UnaryOperator<Envelope> seal) {
    return write(medium, seal.apply(Envelope.sign(next(new MetadataFolder(medium).signed("targets")).build(), both("targets"))), root);
  }

  /** The same under a root that the given change makes of the hybrid one, in the next version, signed by the classical keys alone. */
  public Media publishUnder(Media medium, UnaryOperator<JsonObject> change) {
    Media published = publish(medium);
    new MetadataFolder(published).write("root", Envelope.sign(change.apply(next(root.signed()).build()), classical("root")));
    return published;
  }

  /** The same with the hybrid root's own bytes changed under its signatures. */
  public Media publishAltered(Media medium, UnaryOperator<JsonObject> change) {
    Media published = publish(medium);
    new MetadataFolder(published).write("root", new Envelope(change.apply(root.signed()), root.signatures()));
    return published;
  }

  /** The root with the policy hybrid. */
  public byte[] root() {
    return root.toBytes();
  }

  private Media publish(Media medium, Signer... targetsSigners) {
    return write(medium, Envelope.sign(next(new MetadataFolder(medium).signed("targets")).build(), targetsSigners), root);
  }

  private Media write(Media medium, Envelope targetsEnvelope, Envelope root) {
    MetadataFolder metadata = new MetadataFolder(medium);
    JsonObject targets = metadata.write("targets", targetsEnvelope);
    JsonObject listed = JsonObject.builder().put("targets.json", targets).build();
    JsonObject snapshot = metadata.write("snapshot", Envelope.sign(next(metadata.signed("snapshot")).put("meta", listed).build(), both("snapshot")));
    JsonObject timestamp = next(metadata.signed("timestamp")).put("meta", JsonObject.builder().put("snapshot.json", snapshot).build()).build();
    metadata.write("timestamp", Envelope.sign(timestamp, both("timestamp")));
    metadata.write("root", root);
    return medium;
  }

  private void install(Path home, boolean postQuantumToo) {
    try {
      write(home.resolve(VENDOR_ROOT), root.toBytes());
      Inventory before = Inventory.create(home, 1, "0.1.0", Instant.parse("2040-01-01T00:00:00Z"));
      write(home.resolve(Inventory.PATH), Envelope.sign(before.signed(), postQuantumToo ? both("targets") : classical("targets")).toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.delete(file);
    Files.write(file, bytes);
  }

  private static JsonObject.Builder next(JsonObject signed) {
    return signed.toBuilder().put("version", signed.integer("version") + 1);
  }

  private Signer[] classical(String role) {
    return CLASSICAL.get(role).stream().map(development::open).toArray(Signer[]::new);
  }

  private Signer[] both(String role) {
    return Stream.concat(CLASSICAL.get(role).stream().map(development::open), postQuantum.get(role).stream()).toArray(Signer[]::new);
  }
}
