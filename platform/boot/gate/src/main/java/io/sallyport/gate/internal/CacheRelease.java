package io.sallyport.gate.internal;

import io.sallyport.trust.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Remembers in {@code DATA/gate/inventory.sha256} which inventory the cache was filled under, so that a new release of the platform is not
 * mistaken for tampering. It decides nothing about admission: it only chooses between wiping quietly and wiping with an alarm.
 *
 * @param marker the file
 * @param inventory SHA-256 of the inventory now
 */
record CacheRelease(Path marker, String inventory) {
  private static final long LENGTH = 64;

  /** True if the cache was filled under another inventory. */
  boolean changed() {
    try {
      return Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS) && Files.size(marker) == LENGTH && !Files.readString(marker, StandardCharsets.ISO_8859_1).equals(inventory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Remembers the present inventory. */
  void record() {
    if (!Files.exists(marker) || changed()) {
      AtomicFiles.write(marker, inventory.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
