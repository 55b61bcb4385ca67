package io.sallyport.trust;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The client's trusted metadata on disk, byte-identical to what was fetched. Each operation is atomic and durable. */
class TrustedStore {
  private static final int MAX_BYTES = 64 << 20;
  private final Path directory;

  TrustedStore(Path directory) {
    this.directory = directory;
  }

  Optional<byte[]> read(String name) {
    try {
      return Optional.of(PlainFile.read(directory.resolve(name), MAX_BYTES));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String name, byte[] bytes) {
    AtomicFiles.write(directory.resolve(name), bytes);
  }

  void delete(String name) {
    try {
      if (Files.deleteIfExists(directory.resolve(name))) {
        AtomicFiles.syncDirectory(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
