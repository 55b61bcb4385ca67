package io.sallyport.audit.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The growing end of the published files: the tree's edge and the entry bundle being filled. Full files are written as they fill, not
 * fsynced: until {@link DurableTiles} has done so, the write-ahead log can make them again. Not thread-safe.
 */
final class LogTail implements TreeEdge.FullTiles {
  private final Path root;
  private final TreeEdge edge;
  private final TreeHash hash = new TreeHash();
  private final ByteArrayOutputStream bundle = new ByteArrayOutputStream(1 << 16);
  private long checkedSize;
  private int rebuilt;

  private LogTail(Path root, long size) {
    this.root = root;
    this.edge = TreeEdge.at(size, new TileFiles(root), this);
  }

  /** @param size a multiple of 256; all files up to there exist */
  static LogTail at(Path root, long size) {
    return new LogTail(root, size);
  }

  /** During replay: files below this size should exist and agree; count those that had to be made again. */
  void expectFilesBelow(long size) {
    checkedSize = size;
  }

  /** Files that {@link #expectFilesBelow} found missing or different, and that were made again from the write-ahead log. */
  int rebuilt() {
    return rebuilt;
  }

  void add(byte[] payload) {
    bundle.write(payload.length >>> 8);
    bundle.write(payload.length);
    bundle.writeBytes(payload);
    edge.append(hash.leaf(payload));
  }

  long size() {
    return edge.size();
  }

  byte[] treeRoot() {
    return edge.root();
  }

  @Override
  public void full(int level, long index, byte[] hashes) {
    if (level == 0) {
      write(TilePath.bundle(index, TilePath.WIDTH), bundle.toByteArray(), (index + 1) * TilePath.WIDTH);
      bundle.reset();
    }
    write(TilePath.tile(level, index, TilePath.WIDTH), hashes, index + 1 << 8 * (level + 1));
  }

  private void write(String name, byte[] bytes, long end) {
    Path file = root.resolve(name);
    try {
      if (end <= checkedSize) {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
          return;
        }
        rebuilt++;
      }
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the partial files that a checkpoint of the present size needs. */
  void writePartials() {
    long size = size();
    if (bundle.size() > 0) {
      write(TilePath.bundle(size / TilePath.WIDTH, (int) (size % TilePath.WIDTH)), bundle.toByteArray(), Long.MAX_VALUE);
    }
    for (int level = 0; level < TilePath.LEVELS; level++) {
      byte[] hashes = edge.partial(level);
      if (hashes.length > 0) {
        write(TilePath.tile(level, size >>> 8 * (level + 1), hashes.length / TreeHash.LENGTH), hashes, Long.MAX_VALUE);
      }
    }
  }

  /** Deletes the partial files that the checkpoint of size {@code old} needed and the present one does not. */
  void deletePartials(long old) {
    long size = size();
    for (int level = 0; level < TilePath.LEVELS; level++) {
      long before = old >>> 8 * (level + 1);
      long now = size >>> 8 * (level + 1);
      String keep = Integer.toString(TilePath.width(level, now, size));
      prune(TilePath.tile(level, before, 1), before == now ? keep : "");
      if (level == 0) {
        prune(TilePath.bundle(before, 1), before == now ? keep : "");
      }
    }
  }

  private void prune(String anyPartial, String keep) {
    Path directory = root.resolve(anyPartial).getParent();
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        if (!file.getFileName().toString().equals(keep)) {
          Files.delete(file);
        }
      }
      if (keep.isEmpty()) {
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
