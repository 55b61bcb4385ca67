package io.sallyport.signedrepo;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.RoleNames;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.VendorSet;
import io.sallyport.trust.site.PackageRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes the published repository as a medium (ADR 0002): every root, the metadata in force, the targets it names. */
public final class MediumWriter {
  private final Repository repository;
  private final Clock clock;

  public MediumWriter(Repository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** @param out must be absent or empty */
  public List<PackageRef> write(Path out, String name) {
    requireEmpty(out);
    Map<String, TargetFile> targets = targets();
    copy(out, "timestamp.json");
    copy(out, published("snapshot").version() + ".snapshot.json");
    for (String file : FileTree.files(repository.publishedMetadata())) {
      if (file.endsWith(".root.json")) {
        copy(out, file);
      }
    }
    for (String role : repository.publishedTargetsRoles()) {
      copy(out, published(role).version() + "." + RoleNames.encoded(role) + ".json");
    }
    targets.values().forEach(t -> FileTree.copy(repository.publishedTargets().resolve(t.consistentPath()), out.resolve("targets").resolve(t.consistentPath())));
    List<PackageRef> packages = targets.keySet().stream().filter(PackageRef::isDescriptor).map(path -> PackageRef.ofTarget(path).orElseThrow()).sorted().toList();
    JsonObject label = JsonObject.builder().put("schema", "sallyport.medium/1").put("name", name).put("created", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("packages", packages.stream().map(p -> JsonObject.builder().put("name", p.name()).put("version", p.version()).build()).toList()).build();
    AtomicFiles.write(out.resolve("medium.json"), Json.pretty(label).getBytes(StandardCharsets.UTF_8));
    return packages;
  }

  private void copy(Path out, String file) {
    FileTree.copy(repository.publishedMetadata().resolve(file), out.resolve("metadata").resolve(file));
  }

  /** What a client finds: a target that no delegation leads to is on no medium. */
  private Map<String, TargetFile> targets() {
    Map<String, byte[]> bytes = new HashMap<>();
    MetadataFile timestamp = published("timestamp");
    Map<String, PinnedMetadata.Pin> roles = new LinkedHashMap<>();
    repository.publishedTargetsRoles().forEach(role -> roles.put(role, pin(published(role), bytes)));
    MetadataFile root = published("root");
    PinnedMetadata pinned = new PinnedMetadata(List.of(pin(root, bytes)), pin(timestamp, bytes), pin(published("snapshot"), bytes), roles);
    return new TreeMap<>(VendorSet.evaluate(bytes::get, pinned, root.bytes()));
  }

  private static PinnedMetadata.Pin pin(MetadataFile file, Map<String, byte[]> bytes) {
    String sha256 = Digests.sha256(file.bytes());
    bytes.put(sha256, file.bytes());
    return new PinnedMetadata.Pin(file.version(), file.bytes().length, sha256);
  }

  private MetadataFile published(String role) {
    return repository.published(role).orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0009", "nothing is published yet", repository.directory(), "publish first"));
  }

  private static void requireEmpty(Path out) {
    if (!Files.exists(out)) {
      return;
    }
    try (Stream<Path> files = Files.list(out)) {
      if (files.findAny().isPresent()) {
        throw ToolRefusals.refuse("SP-TOOL-0013", "the directory is not empty", out, "choose an empty one, so that nothing unsigned ends up on the medium");
      }
    } catch (IOException e) {
      throw ToolRefusals.io(e, out);
    }
  }
}
