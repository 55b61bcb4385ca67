package io.sallyport.audit.internal;

import io.sallyport.trust.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Copies the files that one checkpoint needs; the checkpoint itself comes last, so that a copy cut short never verifies. */
final class Export {
  private final TileFiles from;
  private final Path to;

  private Export(TileFiles from, Path to) {
    this.from = from;
    this.to = to;
  }

  static void run(TileFiles from, TreeHead head, VerifierKey key, Path to) {
    try {
      Files.createDirectories(to);
      try (Stream<Path> present = Files.list(to)) {
        if (present.findAny().isPresent()) {
          throw Refusals.exportTarget("the directory is not empty", to.toString());
        }
      }
      new Export(from, to).copy(head, key);
    } catch (IOException e) {
      throw Refusals.exportTarget(String.valueOf(e.getMessage()), to.toString());
    } catch (Damage damage) {
      throw Refusals.unreadable(damage);
    }
  }

  private void copy(TreeHead head, VerifierKey key) throws IOException {
    long size = head.size();
    for (long bundle = 0; bundle * TilePath.WIDTH < size; bundle++) {
      int width = TilePath.width(0, bundle, size);
      write(TilePath.bundle(bundle, width), bytes(bundle, width));
    }
    for (int level = 0; level < TilePath.LEVELS; level++) {
      for (long tile = 0; TilePath.width(level, tile, size) > 0; tile++) {
        int width = TilePath.width(level, tile, size);
        write(TilePath.tile(level, tile, width), from.tile(level, tile, width));
      }
    }
    AtomicFiles.write(to.resolve(LogFiles.KEY), (key.text() + "\n").getBytes(StandardCharsets.UTF_8));
    AtomicFiles.write(to.resolve(LogFiles.CHECKPOINT), head.note().getBytes(StandardCharsets.UTF_8));
  }

  private byte[] bytes(long bundle, int width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : from.bundle(bundle, width)) {
      out.write(entry.length >>> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = to.resolve(name);
    Files.createDirectories(file.getParent());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }
}
