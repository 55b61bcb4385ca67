package io.sallyport.audit.internal;

import java.util.Arrays;

/** The right edge of the tree, all that is needed to append: one tile being filled per level. Not thread-safe. */
final class TreeEdge {
  /** Told of each tile when it is full. */
  interface FullTiles {
    /** The array is the edge's own: use it before returning. */
    void full(int level, long index, byte[] hashes);
  }

  private final TreeHash hash = new TreeHash();
  private final byte[][] tiles = new byte[TilePath.LEVELS][];
  private final int[] widths = new int[TilePath.LEVELS];
  private final FullTiles sink;
  private long size;

  TreeEdge(FullTiles sink) {
    this.sink = sink;
  }

  /** The edge of a stored log at {@code size}, a multiple of 256, recomputed from full tiles only. */
  static TreeEdge at(long size, TileFiles files, FullTiles sink) {
    TreeEdge edge = new TreeEdge(sink);
    for (int level = 1; level < TilePath.LEVELS; level++) {
      long hashes = size >>> 8 * level;
      for (long i = hashes - hashes % TilePath.WIDTH; i < hashes; i++) {
        edge.put(level, edge.hash.perfect(files.tile(level - 1, i, TilePath.WIDTH), 0, TilePath.WIDTH));
      }
    }
    edge.size = size;
    return edge;
  }

  void append(byte[] leaf) {
    size++;
    put(0, leaf);
    for (int level = 0; widths[level] == TilePath.WIDTH; level++) {
      sink.full(level, (size >>> 8 * (level + 1)) - 1, tiles[level]);
      widths[level] = 0;
      put(level + 1, hash.perfect(tiles[level], 0, TilePath.WIDTH));
    }
  }

  private void put(int level, byte[] value) {
    if (tiles[level] == null) {
      tiles[level] = new byte[TilePath.WIDTH * TreeHash.LENGTH];
    }
    System.arraycopy(value, 0, tiles[level], widths[level]++ * TreeHash.LENGTH, TreeHash.LENGTH);
  }

  long size() {
    return size;
  }

  /** The unfinished tile of a level; empty if there is none. */
  byte[] partial(int level) {
    return widths[level] == 0 ? new byte[0] : Arrays.copyOf(tiles[level], widths[level] * TreeHash.LENGTH);
  }

  byte[] root() {
    byte[] root = null;
    for (int level = 0; level < TilePath.LEVELS; level++) {
      int end = widths[level];
      while (end > 0) {
        int count = Integer.lowestOneBit(end);
        end -= count;
        byte[] left = hash.perfect(tiles[level], end, count);
        root = root == null ? left : hash.node(left, root);
      }
    }
    return root == null ? TreeHash.ofNothing() : root;
  }
}
