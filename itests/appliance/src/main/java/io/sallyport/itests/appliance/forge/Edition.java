package io.sallyport.itests.appliance.forge;

import io.sallyport.itests.appliance.Media;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Signer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The next edition of the vendor's repository on a medium, with anything wrong in it that somebody with some of the keys could do. Whatever
 * is changed in a role, the roles above it are signed to match, unless they are changed too. Not thread-safe; published once.
 */
public final class Edition {
  private static final List<String> TARGETS_SIGNERS = List.of("vendor-targets-1", "vendor-targets-2");

  private final Media medium;
  private final MetadataFolder metadata;
  private final DevelopmentKeys keys;
  private final Map<String, JsonObject> released = new LinkedHashMap<>();
  private final List<Delegated> delegated = new ArrayList<>();
  private final Map<String, UnaryOperator<JsonObject>> edits = new HashMap<>();
  private final Map<String, List<Signer>> signers = new HashMap<>();
  private final Map<String, UnaryOperator<Envelope>> seals = new HashMap<>();
  private final Map<String, UnaryOperator<byte[]>> bytes = new HashMap<>();

  /** @param medium that is changed */
  public Edition(Media medium, DevelopmentKeys keys) {
    this.medium = medium;
    this.metadata = new MetadataFolder(medium);
    this.keys = keys;
    signers.put("targets", open(TARGETS_SIGNERS));
    signers.put("snapshot", open(List.of("vendor-snapshot")));
    signers.put("timestamp", open(List.of("vendor-timestamp")));
  }

  /** Adds a package to the vendor's own targets. */
  public Edition release(NewPackage pack) {
    released.putAll(entries(pack));
    return this;
  }

  /** Adds one file to the vendor's own targets; the file itself is on the medium only if its name stays within it. */
  public Edition target(String path, byte[] content) {
    released.put(path, metadata.addTarget(path, content));
    return this;
  }

  /** Takes a package out of the vendor's own targets, and off the medium. */
  public Edition withdraw(String name, String version) {
    String folder = "packages/" + name + "/" + version + "/";
    metadata.removeTargets(folder);
    return edit("targets", signed -> {
      JsonObject.Builder files = signed.object("targets").toBuilder();
      signed.object("targets").keys().stream().filter(path -> path.startsWith(folder)).forEach(files::remove);
      return signed.toBuilder().put("targets", files.build()).build();
    });
  }

  /** Delegates to a role and gives it packages. */
  public Edition delegate(Delegated role, NewPackage... packages) {
    JsonObject.Builder targets = JsonObject.builder();
    Stream.of(packages).forEach(pack -> entries(pack).forEach(targets::put));
    delegated.add(role.with(targets.build()));
    return this;
  }

  /** Changes what a role signs. */
  public Edition edit(String role, UnaryOperator<JsonObject> change) {
    edits.merge(role, change, (first, second) -> document -> second.apply(first.apply(document)));
    return this;
  }

  /** Has a role signed by other keys. */
  public Edition signers(String role, Signer... others) {
    signers.put(role, List.of(others));
    return this;
  }

  /** As {@link #signers(String, Signer...)} with keys of the vendor. */
  public Edition signers(String role, List<String> names) {
    signers.put(role, open(names));
    return this;
  }

  /** Changes a role's signatures. */
  public Edition seal(String role, UnaryOperator<Envelope> change) {
    seals.put(role, change);
    return this;
  }

  /** Changes a role's file, before the role above it names it. */
  public Edition bytes(String role, UnaryOperator<byte[]> change) {
    bytes.put(role, change);
    return this;
  }

  /** Writes a root: by default the present one in the next version, signed by two of its keys. */
  public Edition root(UnaryOperator<JsonObject> change, String... names) {
    return root(change, names.length == 0 ? open(List.of("vendor-root-1", "vendor-root-2")) : open(List.of(names)));
  }

  /** As {@link #root(UnaryOperator, String...)} with any keys. */
  public Edition root(UnaryOperator<JsonObject> change, List<Signer> by) {
    metadata.write("root", Envelope.sign(change.apply(next(metadata.signed("root")).build()), by.toArray(Signer[]::new)));
    return this;
  }

  /** Writes all of it; the medium. */
  public Media publish() {
    JsonObject.Builder meta = metadata.signed("snapshot").object("meta").toBuilder();
    delegated.forEach(role -> meta.put(role.name() + ".json", role.write(metadata)));
    JsonObject targets = metadata.signed("targets");
    JsonObject.Builder files = targets.object("targets").toBuilder();
    released.forEach(files::put);
    JsonObject.Builder next = next(targets).put("targets", files.build());
    if (!delegated.isEmpty()) {
      next.put("delegations", Delegated.all(delegated));
    }
    meta.put("targets.json", write("targets", next.build()));
    JsonObject snapshot = write("snapshot", next(metadata.signed("snapshot")).put("meta", meta.build()).build());
    write("timestamp", next(metadata.signed("timestamp")).put("meta", JsonObject.builder().put("snapshot.json", snapshot).build()).build());
    return medium;
  }

  private JsonObject write(String role, JsonObject document) {
    JsonObject signed = edits.getOrDefault(role, UnaryOperator.identity()).apply(document);
    Envelope envelope = Envelope.sign(signed, signers.get(role).toArray(Signer[]::new));
    envelope = seals.getOrDefault(role, UnaryOperator.identity()).apply(envelope);
    return metadata.write(role, signed.integer("version"), bytes.getOrDefault(role, UnaryOperator.identity()).apply(envelope.toBytes()));
  }

  private Map<String, JsonObject> entries(NewPackage pack) {
    Map<String, JsonObject> entries = new LinkedHashMap<>();
    pack.targets().forEach((path, content) -> {
      JsonObject entry = metadata.addTarget(path, content);
      entries.put(path, path.endsWith("/package.json") ? entry.toBuilder().put("custom", pack.custom()).build() : entry);
    });
    pack.payloadTargets().forEach((path, content) -> entries.put(path, metadata.addTarget(path, content)));
    return entries;
  }

  private List<Signer> open(List<String> names) {
    return names.stream().map(keys::open).toList();
  }

  private static JsonObject.Builder next(JsonObject signed) {
    return signed.toBuilder().put("version", signed.integer("version") + 1);
  }
}
