package io.sallyport.signedrepo;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Delegation;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.RoleNames;
import io.sallyport.trust.RootMetadata;
import io.sallyport.trust.TargetsMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    return reachable(this::next);
  }

  /** The same for what is published. */
  public List<String> publishedTargetsRoles() {
    return reachable(this::published);
  }

  /**
   * The paths that a role may vouch for: on some way from {@code targets} down to it, every delegation names them (TUF 1.0.34 section 4.5).
   */
  public Set<String> covered(String role, Set<String> paths) {
    Map<String, Set<String>> reached = new HashMap<>(Map.of("targets", paths));
    Deque<String> open = new ArrayDeque<>(reached.keySet());
    while (!open.isEmpty()) {
      String delegator = open.poll();
      for (Delegation delegation : next(delegator).map(this::targets).map(TargetsMetadata::delegations).orElse(List.of())) {
        Set<String> named = reached.get(delegator).stream().filter(delegation::matches).collect(Collectors.toSet());
        if (reached.computeIfAbsent(delegation.role().name(), name -> new HashSet<>()).addAll(named)) {
          open.add(delegation.role().name());
        }
      }
    }
    return reached.getOrDefault(role, Set.of());
  }

  private List<String> reachable(Function<String, Optional<MetadataFile>> source) {
    Set<String> roles = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of("targets"));
    while (!open.isEmpty()) {
      String role = open.poll();
      if (roles.add(role)) {
        source.apply(role).map(this::targets).ifPresent(t -> t.delegations().forEach(d -> open.add(d.role().name())));
      }
    }
    return List.copyOf(roles);
  }
}
