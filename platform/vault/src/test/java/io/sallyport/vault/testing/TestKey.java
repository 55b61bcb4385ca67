package io.sallyport.vault.testing;

import io.sallyport.trust.KeyFile;
import io.sallyport.trust.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Throw-away keys for tests. */
public final class TestKey {
  private TestKey() {}

  public static Signer create() {
    try {
      Path file = Files.createTempDirectory("sallyport-test-key").resolve("key.p12");
      try {
        return KeyFile.create(file, "test".toCharArray());
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
