package io.sallyport.verify;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.TargetFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every file of a vault against the digest that is its name. Hashes on all cores.
 *
 * @param entries files with a digest for a name
 * @param bytes their length
 * @param findings SP-LAUNCH-0008 for other bytes, SP-LAUNCH-0009 for what is no content
 */
record VaultVerification(int entries, long bytes, List<Refusal> findings) {
  static VaultVerification of(Path data) {
    Path content = content(data);
    List<Path> entries = new ArrayList<>();
    List<Refusal> findings = new ArrayList<>();
    for (Path file : files(content)) {
      if (isEntry(content, file)) {
        entries.add(file);
      } else {
        findings.add(new Refusal("SP-LAUNCH-0009", "a file in the vault that is no content", file.toString(), "remove it and find out who put it there"));
      }
    }
    findings.addAll(entries.parallelStream().flatMap(file -> check(file).stream()).toList());
    return new VaultVerification(entries.size(), entries.stream().mapToLong(VaultVerification::size).sum(), findings);
  }

  /** Whether content is absent; its bytes are compared by {@link #of}. */
  static boolean missing(Path data, TargetFile file) {
    return !Files.isRegularFile(path(data, file.sha256()), LinkOption.NOFOLLOW_LINKS);
  }

  /** Where content lies. */
  static Path path(Path data, String sha256) {
    return content(data).resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private static Path content(Path data) {
    return data.resolve("vault/sha256");
  }

  private static boolean isEntry(Path content, Path file) {
    String name = file.getFileName().toString();
    return Digests.isSha256(name) && content.relativize(file).equals(Path.of(name.substring(0, 2), name)) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Optional<Refusal> check(Path file) {
    String name = file.getFileName().toString();
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      String sha256 = Digests.sha256(in);
      return sha256.equals(name) ? Optional.empty() : Optional.of(changed(file, "it has the digest " + sha256));
    } catch (IOException | UncheckedIOException e) {
      return Optional.of(changed(file, e.toString()));
    }
  }

  private static Refusal changed(Path file, String how) {
    return new Refusal("SP-LAUNCH-0008", "a vault entry without the bytes that its name says: " + how, file.toString(),
        "import the medium that carries it again, and find out who changed it");
  }

  private static List<Path> files(Path content) {
    if (!Files.isDirectory(content, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(content)) {
      return tree.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
