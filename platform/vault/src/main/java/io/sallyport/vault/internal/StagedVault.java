package io.sallyport.vault.internal;

import io.sallyport.trust.TargetFile;
import io.sallyport.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The vault with what one import brings, which lies beside the vault until everything about it has been checked. So the vault holds only
 * content of accepted media: neither a refused nor an interrupted import leaves bytes in it that another medium's metadata could name.
 * What an interrupted import left is hashed again and then counts as copied. Thread-safe.
 */
final class StagedVault implements Vault {
  private final ContentStore vault;
  private final Path directory;
  private final ContentStore staged;
  private final Map<String, Path> files = new ConcurrentHashMap<>();

  /**
   * @param staged a store in {@code directory}
   * @param directory on the vault's file system
   */
  StagedVault(ContentStore vault, ContentStore staged, Path directory) {
    this.vault = vault;
    this.staged = staged;
    this.directory = directory;
  }

  @Override
  public Optional<Path> find(String sha256) {
    return files.containsKey(sha256) ? staged.find(sha256) : vault.find(sha256);
  }

  @Override
  public Path require(String sha256) {
    return at(sha256).require(sha256);
  }

  @Override
  public Path verify(String sha256) {
    return at(sha256).verify(sha256);
  }

  @Override
  public InputStream open(String sha256) {
    return at(sha256).open(sha256);
  }

  @Override
  public byte[] read(String sha256, int most) {
    return at(sha256).read(sha256, most);
  }

  /** Into the staging directory, unless the vault has it. */
  @Override
  public Path store(InputStream content, long expectedLength, String expectedSha256) {
    if (vault.intact(expectedSha256)) {
      return vault.require(expectedSha256);
    }
    Path file = staged.store(content, expectedLength, expectedSha256);
    files.put(expectedSha256, file);
    return file;
  }

  /**
   * The same for a file of a medium. What the vault has already is read all the same: "verified" means that every byte of the medium was read.
   *
   * @param progress hears of bytes dealt with, from any thread
   * @return how many bytes an interrupted import had copied
   * @throws OnePassCopy.SourceFailure if the medium failed
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0005 if it is other content
   */
  long take(TargetFile target, OnePassCopy.Source source, OnePassCopy copy, LongConsumer progress) throws OnePassCopy.SourceFailure {
    String sha256 = target.sha256();
    if (files.containsKey(sha256) || vault.intact(sha256)) {
      at(sha256).compare(source, target.length(), sha256, copy, progress);
      return 0;
    }
    long kept = staged.take(source, target.length(), sha256, copy, progress);
    files.put(sha256, staged.require(sha256));
    return kept;
  }

  /** How much of these files an interrupted import left here, in bytes. */
  long begun(Collection<TargetFile> wanted) {
    return absent(wanted).mapToLong(target -> Math.min(target.length(), staged.begun(target.sha256()))).sum();
  }

  /** @throws io.sallyport.trust.RefusedException SP-VAULT-0001 if what is still to be copied of these files would not fit */
  void requireSpaceFor(Collection<TargetFile> wanted) {
    requireSpace(absent(wanted).mapToLong(TargetFile::length).sum() - begun(wanted));
  }

  private Stream<TargetFile> absent(Collection<TargetFile> wanted) {
    return wanted.stream().filter(target -> vault.find(target.sha256()).isEmpty());
  }

  /** Deletes what an interrupted import of another medium left. */
  void keepOnly(Collection<TargetFile> wanted) {
    Set<String> names = wanted.stream().map(TargetFile::sha256).collect(Collectors.toSet());
    try (Stream<Path> left = Files.walk(directory)) {
      for (Path file : left.filter(Files::isRegularFile).filter(file -> !names.contains(file.getFileName().toString())).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void requireSpace(long bytes) {
    vault.requireSpace(bytes);
  }

  /** Moves everything into the vault. A crash in between leaves whole files, all of them checked. */
  void accept() {
    try {
      vault.adopt(files);
      files.clear();
    } catch (IOException e) {
      throw Refusals.refuse("SP-VAULT-0006", "moving into the vault failed: " + e.getMessage(), directory.toString(), "check the disk, then import again", e);
    }
    discard();
  }

  /** Deletes all that is not in the vault. */
  void discard() {
    Trees.delete(directory);
  }

  private ContentStore at(String sha256) {
    return files.containsKey(sha256) ? staged : vault;
  }
}
