package io.sallyport.vault.internal;

import static io.sallyport.vault.internal.Refusals.refuse;

import io.sallyport.trust.Digests;
import io.sallyport.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The content of a medium, as a vault that nothing can be stored in. Thread-safe.
 *
 * @param files by digest
 */
record MediumVault(Map<String, Path> files) implements Vault {
  static final MediumVault EMPTY = new MediumVault(Map.of());

  MediumVault {
    files = Map.copyOf(files);
  }

  @Override
  public Optional<Path> find(String sha256) {
    return Optional.ofNullable(files.get(sha256));
  }

  @Override
  public Path require(String sha256) {
    return find(sha256).orElseThrow(() -> refuse("SP-VAULT-0002", "content is not on the medium", sha256, "copy the medium again"));
  }

  @Override
  public Path verify(String sha256) {
    Path file = require(sha256);
    if (!Digests.sha256(file).equals(sha256)) {
      throw changed(sha256);
    }
    return file;
  }

  @Override
  public InputStream open(String sha256) {
    try {
      return new VerifyingInputStream(Files.newInputStream(require(sha256), LinkOption.NOFOLLOW_LINKS), sha256);
    } catch (IOException e) {
      throw MediumTree.unreadable(require(sha256), e);
    }
  }

  @Override
  public byte[] read(String sha256, int most) {
    try (InputStream in = Files.newInputStream(require(sha256), LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes(most);
      if (in.read() >= 0 || !Digests.sha256(bytes).equals(sha256)) {
        throw changed(sha256);
      }
      return bytes;
    } catch (IOException e) {
      throw MediumTree.unreadable(require(sha256), e);
    }
  }

  @Override
  public Path store(InputStream content, long expectedLength, String expectedSha256) {
    throw new UnsupportedOperationException("a medium is not written");
  }

  @Override
  public void requireSpace(long bytes) {
    throw new UnsupportedOperationException("a medium is not written");
  }

  private static RuntimeException changed(String sha256) {
    return refuse("SP-VAULT-0003", "content on the medium was changed, or is too large for what it is", sha256, "copy the medium again");
  }
}
