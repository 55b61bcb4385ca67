package io.sallyport.audit.internal;

/** Names of tiles and entry bundles (C2SP tlog-tiles). */
final class TilePath {
  /** Hashes in a full tile, entries in a full bundle. */
  static final int WIDTH = 256;
  /** Levels of tiles, enough for 2^56 entries. */
  static final int LEVELS = 7;
  static final String ENTRIES = "entries";

  private TilePath() {}

  /** Path of a tile, relative to the log. {@code width} 256 names the full tile. */
  static String tile(int level, long index, int width) {
    return path(Integer.toString(level), index, width);
  }

  /** Path of an entry bundle, relative to the log. */
  static String bundle(long index, int width) {
    return path(ENTRIES, index, width);
  }

  /** Width of tile {@code index} of a level in a log of {@code size} entries: 0 (absent) to 256 (full). */
  static int width(int level, long index, long size) {
    long hashes = size >>> 8 * level;
    return (int) Math.max(0, Math.min(WIDTH, hashes - index * WIDTH));
  }

  private static String path(String kind, long index, int width) {
    StringBuilder name = new StringBuilder(three(index % 1000));
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      name.insert(0, "x" + three(rest % 1000) + "/");
    }
    name.insert(0, "tile/" + kind + "/");
    return width == WIDTH ? name.toString() : name.append(".p/").append(width).toString();
  }

  private static String three(long n) {
    return n < 10 ? "00" + n : n < 100 ? "0" + n : Long.toString(n);
  }

}
