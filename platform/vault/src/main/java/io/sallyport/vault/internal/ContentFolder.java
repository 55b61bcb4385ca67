package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Files under the names of their digests, {@code ab/abcd…}: what is there, what comes in whole, what goes. Thread-safe.
 *
 * @param directory of the first level
 */
record ContentFolder(Path directory) {
  /** Where content lies or would lie. @throws io.sallyport.trust.RefusedException SP-VAULT-0002 if it is no digest */
  Path path(String sha256) {
    if (!Digests.isSha256(sha256)) {
      throw refuse("SP-VAULT-0002", "not a SHA-256 digest", String.valueOf(sha256), "give 64 lower-case hexadecimal digits");
    }
    return directory.resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  Optional<Path> find(String sha256) {
    Path path = path(sha256);
    return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
  }

  /** @throws io.sallyport.trust.RefusedException SP-VAULT-0002 if it is not there */
  Path require(String sha256) {
    return find(sha256).orElseThrow(() -> missing(sha256));
  }

  /** Whether the content is there with the bytes that its name says. */
  boolean intact(String sha256) {
    Path file = path(sha256);
    return Files.isRegularFile(file) && Digests.sha256(file).equals(sha256);
  }

  boolean writable() {
    return Files.isWritable(directory) && Files.isWritable(directory.getParent());
  }

  /** All content, by digest, with its length in bytes. */
  Map<String, Long> all() {
    Map<String, Long> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      files.filter(file -> Digests.isSha256(file.getFileName().toString()) && Files.isRegularFile(file)).forEach(file -> all.put(file.getFileName().toString(), Trees.size(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** Takes over files, by digest, that were hashed and forced to the disk; they move. What is there under that name is replaced. */
  void adopt(Map<String, Path> files) throws IOException {
    Set<Path> changed = new TreeSet<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path target = path(file.getKey());
      AtomicFiles.makeDirectories(target.getParent());
      Files.move(file.getValue(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      changed.add(target.getParent());
    }
    changed.forEach(AtomicFiles::syncDirectory);
  }

  /** Takes content out, durably. */
  void remove(Collection<String> digests) {
    Set<Path> changed = new TreeSet<>();
    for (String digest : digests) {
      Trees.delete(path(digest));
      changed.add(path(digest).getParent());
    }
    changed.stream().filter(Files::isDirectory).forEach(AtomicFiles::syncDirectory);
  }

  static RuntimeException missing(String sha256) {
    return refuse("SP-VAULT-0002", "content is not in the vault", sha256, "import the medium that carries it");
  }

  static RuntimeException corrupt(String sha256) {
    return refuse("SP-VAULT-0003", "content in the vault was changed", sha256, "import the medium that carries it again, and look for the cause");
  }
}
