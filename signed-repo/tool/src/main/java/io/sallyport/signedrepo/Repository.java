package io.sallyport.signedrepo;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.RoleNames;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.TargetsMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A vendor repository on disk: {@code published/} is what media are made from; {@code staging/} holds the next versions while they collect
 * signatures. One writer at a time.
 */
public final class Repository {
  private static final long MAX = 32L << 20;
  private final Path directory;
  private final DirectoryFetcher published;
  private final DirectoryFetcher staging;

  public Repository(Path directory) {
    this.directory = directory;
    this.published = new DirectoryFetcher(directory.resolve("published/metadata"));
    this.staging = new DirectoryFetcher(directory.resolve("staging/metadata"));
  }

  public Path directory() {
    return directory;
  }

  public Path publishedMetadata() {
    return directory.resolve("published/metadata");
  }

  public Path publishedTargets() {
    return directory.resolve("published/targets");
  }

  public Path stagedTargets() {
    return directory.resolve("staging/targets");
  }

  /** The newest published metadata of a role. */
  public Optional<MetadataFile> published(String role) {
    if (role.equals("timestamp")) {
      return published.fetch("timestamp.json", MAX).map(bytes -> MetadataFile.of(bytes, "timestamp.json"));
    }
    String suffix = "." + RoleNames.encoded(role) + ".json";
    try (Stream<Path> files = Files.exists(publishedMetadata()) ? Files.list(publishedMetadata()) : Stream.empty()) {
      Optional<Long> newest = files.map(file -> file.getFileName().toString()).filter(name -> name.matches("[0-9]{1,18}\\Q" + suffix + "\\E"))
          .map(name -> Long.parseLong(name.substring(0, name.indexOf('.')))).max(Long::compare);
      return newest.flatMap(version -> published.fetch(version + suffix, MAX)).map(bytes -> MetadataFile.of(bytes, role));
    } catch (IOException e) {
      throw ToolRefusals.io(e, publishedMetadata());
    }
  }

  public Optional<MetadataFile> staged(String role) {
    return staging.fetch(RoleNames.encoded(role) + ".json", MAX).map(bytes -> MetadataFile.of(bytes, role));
  }

  /** What will be in force after publishing. */
  public Optional<MetadataFile> next(String role) {
    return staged(role).or(() -> published(role));
  }

  /** The root that will be in force. */
  public RootMetadata root() {
    return RootMetadata.parse(next("root").orElseThrow(() -> ToolRefusals.refuse("SP-TOOL-0003", "this is no repository", directory, "make one: init " + directory)).signed());
  }

  /** Targets metadata as the root that will be in force reads it. */
  public TargetsMetadata targets(MetadataFile file) {
    return TargetsMetadata.parse(file.signed(), root().policy());
  }

  public void stage(String role, MetadataFile file) {
    AtomicFiles.write(directory.resolve("staging/metadata").resolve(RoleNames.encoded(role) + ".json"), file.bytes());
  }

  /** The version a change of this role gets: one more than published, and above the floor. */
  public long nextVersion(String role) {
    long before = published(role).map(MetadataFile::version).orElse(0L);
    return Math.max(before, role.equals("root") ? 0 : floor()) + 1;
  }

  /** Versions start above this: lets a repository that is made again continue an older one. 0 by default. */
  public long floor() {
    try {
      Path file = directory.resolve("floor");
      return Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
    } catch (IOException | NumberFormatException e) {
      throw ToolRefusals.io(e, directory.resolve("floor"));
    }
  }

  public void floor(long version) {
    AtomicFiles.write(directory.resolve("floor"), (version + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Names of the targets roles that will be in force: {@code targets} first, then delegated ones reachable from it. */
  public List<String> targetsRoles() {
    List<String> roles = new ArrayList<>();
    List<String> open = new ArrayList<>(List.of("targets"));
    while (!open.isEmpty()) {
      String role = open.remove(0);
      Optional<MetadataFile> file = next(role);
      if (!roles.contains(role)) {
        roles.add(role);
        file.map(this::targets).ifPresent(t -> t.delegations().forEach(d -> open.add(d.role().name())));
      }
    }
    return roles;
  }
}
