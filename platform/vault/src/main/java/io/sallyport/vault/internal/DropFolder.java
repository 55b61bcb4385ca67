package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.diode.SignedTargets;
import io.sallyport.trust.DirectoryFetcher;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder into which somebody else's program puts a medium, file by file, in any order. Which files the medium has is told by its signed
 * metadata, for the packages that its label names and for whatever else of it lies there; files that it does not name are left alone.
 * Not thread-safe.
 */
final class DropFolder {
  private static final Pattern METADATA = Pattern.compile("([0-9]{1,9}\\.)?[A-Za-z0-9%._-]{1,200}\\.json");
  private static final int BUFFER = 1 << 20;

  private final Path directory;
  private final DirectoryFetcher files;
  private final SignedTargets judge;
  private final Vault vault;
  private SortedMap<String, Stamp> judged = new TreeMap<>();
  private Map<String, TargetFile> signed = Map.of();
  private String refusal = "";

  /**
   * How a file looks from outside.
   *
   * @param modified in milliseconds since 1970
   */
  record Stamp(long length, long modified) {}

  /**
   * What lies there.
   *
   * @param files of the medium, by path
   * @param missing what is not there yet, or shorter than signed for
   */
  record Contents(SortedMap<String, Stamp> files, List<String> missing) {
    boolean isComplete() {
      return missing.isEmpty();
    }

    long bytes() {
      return files.values().stream().mapToLong(Stamp::length).sum();
    }
  }

  DropFolder(Path directory, SignedTargets judge, Vault vault) {
    this.directory = directory;
    this.files = new DirectoryFetcher(directory);
    this.judge = judge;
    this.vault = vault;
  }

  /** @throws RefusedException SP-TRUST-0030 a link or special file in the place of one of the medium's */
  Contents look() {
    SortedMap<String, Stamp> found = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    SortedMap<String, Stamp> metadata = metadata();
    found.putAll(metadata);
    judge(metadata);
    if (!refusal.isEmpty()) {
      missing.add("metadata: " + refusal);
    }
    Set<PackageRef> named = named(found, missing);
    for (TargetFile target : signed.values()) {
      String path = "targets/" + target.consistentPath();
      Optional<Stamp> stamp = stamp(path);
      stamp.ifPresent(there -> found.put(path, there));
      boolean wanted = stamp.isPresent() || PackageRef.ofTarget(target.path()).filter(named::contains).isPresent() && vault.find(target.sha256()).isEmpty();
      if (wanted && stamp.filter(there -> there.length() == target.length()).isEmpty()) {
        missing.add(path);
      }
    }
    return new Contents(found, missing);
  }

  /** Copies what was seen. A file that changed since is copied as it is now: the import judges it. */
  void copy(Contents contents, Path to) {
    for (Map.Entry<String, Stamp> file : contents.files().entrySet()) {
      Path target = to.resolve(file.getKey());
      try {
        Files.createDirectories(target.getParent());
        Path source = files.file(file.getKey()).orElseThrow(() -> new NoSuchFileException(file.getKey()));
        copy(source, target, file.getValue().length());
      } catch (IOException e) {
        throw refuse("SP-MEDIUM-0004", "the drop folder cannot be read: " + e, file.getKey(), "check that the diode's program has finished", e);
      }
    }
  }

  private static void copy(Path source, Path target, long length) throws IOException {
    try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS); OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[BUFFER];
      long left = length;
      for (int n = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, left)); n > 0; n = in.readNBytes(buffer, 0, (int) Math.min(BUFFER, left))) {
        out.write(buffer, 0, n);
        left -= n;
      }
    }
  }

  private SortedMap<String, Stamp> metadata() {
    SortedMap<String, Stamp> metadata = new TreeMap<>();
    Path folder = directory.resolve("metadata");
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> list = Files.list(folder)) {
        list.map(file -> file.getFileName().toString()).filter(name -> METADATA.matcher(name).matches())
            .forEach(name -> stamp("metadata/" + name).ifPresent(there -> metadata.put("metadata/" + name, there)));
      } catch (IOException e) {
        throw MediumTree.unreadable(folder, e);
      }
    }
    return metadata;
  }

  /** Verifies the metadata anew if it changed. What does not verify may be on its way. */
  private void judge(SortedMap<String, Stamp> metadata) {
    if (metadata.equals(judged) && !metadata.isEmpty()) {
      return;
    }
    try {
      signed = judge.of(directory.resolve("metadata"));
      refusal = "";
    } catch (RefusedException e) {
      signed = Map.of();
      refusal = e.refusal().code() + ": " + e.refusal().what() + " – " + e.refusal().where();
    }
    judged = metadata;
  }

  /** The packages on the label, which decides nothing else. */
  private Set<PackageRef> named(SortedMap<String, Stamp> found, List<String> missing) {
    Set<PackageRef> named = new HashSet<>();
    Optional<Stamp> there = stamp(MediumTree.LABEL);
    try {
      JsonObject label = Json.parseObject(there.isPresent() ? files.fetch(MediumTree.LABEL, MediumTree.LARGEST_LABEL).orElse(new byte[0]) : new byte[0], MediumTree.LABEL);
      there.ifPresent(stamp -> found.put(MediumTree.LABEL, stamp));
      label.objects("packages").forEach(pack -> named.add(new PackageRef(pack.string("name"), pack.string("version"))));
    } catch (RefusedException e) {
      missing.add(MediumTree.LABEL);
    }
    return named;
  }

  private Optional<Stamp> stamp(String path) {
    Optional<Path> file = files.file(path);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(file.get(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis()));
    } catch (IOException e) {
      return Optional.empty(); // renamed or deleted this moment
    }
  }
}
