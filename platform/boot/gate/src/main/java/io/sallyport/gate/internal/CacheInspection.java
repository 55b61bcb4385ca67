package io.sallyport.gate.internal;

import io.sallyport.trust.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks what lies in the bundle cache before the framework looks at it. Changes nothing by itself. Used by one thread; hashes on all cores. */
final class CacheInspection {
  static final String PREFIX = "bundle";
  static final String JAR = "bundle.jar";
  private static final Pattern BUNDLE = Pattern.compile(PREFIX + "[1-9][0-9]{0,17}");
  private static final String LOCATION = "revision.location";
  private static final String FROM_STREAM = "inputstream:";
  private static final long LARGEST_LOCATION = 4096;

  /**
   * A cached revision that is refused.
   *
   * @param path the file or directory
   * @param sha256 its digest, empty if there were no bytes to hash
   * @param what the reason
   */
  record Finding(String path, String sha256, String what) {}

  /**
   * What the inspection saw.
   *
   * @param revisions revisions looked at
   * @param millis time it took
   * @param refused what is not admitted
   * @param leftovers what the framework must not find: unpacked parts, and installs that a crash cut short
   */
  record Result(int revisions, long millis, List<Finding> refused, List<Path> leftovers) {
    static final Result EMPTY = new Result(0, 0, List.of(), List.of());
  }

  private final Path cache;
  private final Predicate<String> admitted;
  private final Queue<Path> leftovers = new ConcurrentLinkedQueue<>();

  CacheInspection(Path cache, Predicate<String> admitted) {
    this.cache = cache;
    this.admitted = admitted;
  }

  static boolean isBundle(String name) {
    return BUNDLE.matcher(name).matches();
  }

  Result run() throws IOException {
    long start = System.nanoTime();
    List<Path> revisions = new ArrayList<>();
    List<Finding> refused = new ArrayList<>();
    for (Path root : list(cache)) {
      String name = root.getFileName().toString();
      if (isBundle(name)) {
        List<Path> versions = list(root).stream().filter(p -> p.getFileName().toString().startsWith("version")).toList();
        if (versions.isEmpty() || !Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
          refused.add(new Finding(root.toString(), "", "a cached bundle without a revision"));
        }
        revisions.addAll(versions);
      } else if (name.startsWith(PREFIX) && !name.equals(PREFIX + "0")) {
        refused.add(new Finding(root.toString(), "", "a name that the framework never gives"));
      }
    }
    refused.addAll(revisions.parallelStream().flatMap(this::check).toList());
    return new Result(revisions.size(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), List.copyOf(refused), List.copyOf(leftovers));
  }

  /** Deletes the leftovers. */
  static void sweep(Result result) throws IOException {
    for (Path leftover : result.leftovers()) {
      delete(leftover);
    }
  }

  /** Deletes everything but the lock file, which the framework holds open. */
  void wipe() throws IOException {
    for (Path child : list(cache)) {
      if (!child.getFileName().toString().equals("cache.lock")) {
        delete(child);
      }
    }
  }

  /** Deletes a tree without following links; absent is fine. */
  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private Stream<Finding> check(Path revision) {
    try {
      Path jar = revision.resolve(JAR);
      Path location = revision.resolve(LOCATION);
      if (!Files.exists(location, LinkOption.NOFOLLOW_LINKS)) {
        // The framework writes it last: an install that a crash cut short, which nobody has seen as installed yet.
        leftovers.add(revision.getParent());
        return Stream.empty();
      }
      if (!Files.isDirectory(revision, LinkOption.NOFOLLOW_LINKS) || !Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS)
          || !Files.isRegularFile(location, LinkOption.NOFOLLOW_LINKS) || Files.size(location) > LARGEST_LOCATION
          || !Files.readString(location).strip().equals(FROM_STREAM)) {
        return Stream.of(new Finding(revision.toString(), "", "a cached revision that the gate did not write"));
      }
      String sha256 = Digests.sha256(jar);
      if (!admitted.test(sha256)) {
        return Stream.of(new Finding(jar.toString(), sha256, "cached bytes (sha256 " + sha256 + ") that are not admitted"));
      }
      // Felix reuses what it once unpacked from a bundle without looking at it again.
      leftovers.add(revision.resolve(JAR + "-embedded"));
      leftovers.add(revision.resolve(JAR + "-lib"));
      return Stream.empty();
    } catch (IOException | UncheckedIOException e) {
      return Stream.of(new Finding(revision.toString(), "", "a cached revision that cannot be read: " + e));
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }
}
