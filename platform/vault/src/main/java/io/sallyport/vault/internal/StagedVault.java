package io.sallyport.vault.internal;

import io.sallyport.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The vault with what one import brings, which lies beside the vault until everything about it has been checked. So the vault holds only
 * content of accepted media: neither a refused nor an interrupted import leaves bytes behind that another medium's metadata could name.
 * Thread-safe; to be closed by who made it.
 */
final class StagedVault implements Vault, AutoCloseable {
  private final ContentStore vault;
  private final Path directory;
  private final ContentStore staged;
  private final Map<String, Path> files = new ConcurrentHashMap<>();

  /**
   * @param staged a store in {@code directory}
   * @param directory on the vault's file system; deleted by {@link #close}
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

  @Override
  public void requireSpace(long bytes) {
    vault.requireSpace(bytes);
  }

  /** Moves everything into the vault. A crash in between leaves whole files, all of them checked. */
  void accept() {
    try {
      for (Map.Entry<String, Path> file : files.entrySet()) {
        vault.adopt(file.getValue(), file.getKey());
      }
      files.clear();
    } catch (IOException e) {
      throw Refusals.refuse("SP-VAULT-0006", "moving into the vault failed: " + e.getMessage(), directory.toString(), "check the disk, then import again", e);
    }
  }

  @Override
  public void close() {
    try {
      ContentStore.deleteTree(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ContentStore at(String sha256) {
    return files.containsKey(sha256) ? staged : vault;
  }
}
