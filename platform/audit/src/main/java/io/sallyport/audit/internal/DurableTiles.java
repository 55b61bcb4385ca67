package io.sallyport.audit.internal;

import io.sallyport.trust.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;

/** Makes full tiles and bundles durable, so that the part of the write-ahead log they came from may go. */
final class DurableTiles {
  private DurableTiles() {}

  /** Fsyncs every full file that ends within ({@code from}, {@code to}], both multiples of 256, and their directories. */
  static void sync(Path root, long from, long to) throws IOException {
    Set<Path> directories = new TreeSet<>();
    for (long bundle = from / TilePath.WIDTH; bundle < to / TilePath.WIDTH; bundle++) {
      sync(root.resolve(TilePath.bundle(bundle, TilePath.WIDTH)), root, directories);
    }
    for (int level = 0; level < TilePath.LEVELS; level++) {
      for (long tile = from >>> 8 * (level + 1); tile < to >>> 8 * (level + 1); tile++) {
        sync(root.resolve(TilePath.tile(level, tile, TilePath.WIDTH)), root, directories);
      }
    }
    directories.forEach(AtomicFiles::syncDirectory);
  }

  private static void sync(Path file, Path root, Set<Path> directories) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Path directory = file.getParent();
    while (directory.startsWith(root) && directories.add(directory)) {
      directory = directory.getParent();
    }
  }
}
