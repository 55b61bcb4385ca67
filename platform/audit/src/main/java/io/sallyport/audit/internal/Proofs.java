package io.sallyport.audit.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Computes RFC 6962 proofs and roots for a log of fixed size from its tiles, and checks them. Not thread-safe. */
final class Proofs {
  private final TileFiles files;
  private final long size;
  private final TreeHash hash = new TreeHash();

  Proofs(TileFiles files, long size) {
    this.files = files;
    this.size = size;
  }

  /** Tree hash of the first {@code n} entries, {@code 0 < n <= size}. */
  byte[] root(long n) {
    return range(0, n);
  }

  byte[] leaf(long index) {
    return subtree(0, index);
  }

  /** Hashes from the leaf's sibling to the root's child. */
  List<byte[]> inclusion(long index) {
    List<byte[]> path = new ArrayList<>();
    long low = 0;
    long high = size;
    while (high - low > 1) {
      long middle = low + split(high - low);
      if (index < middle) {
        path.add(0, range(middle, high));
        high = middle;
      } else {
        path.add(0, range(low, middle));
        low = middle;
      }
    }
    return path;
  }

  /** Proof that the tree of {@code old} entries is a prefix. */
  List<byte[]> consistency(long old) {
    List<byte[]> path = new ArrayList<>();
    long low = 0;
    long high = size;
    boolean whole = true;
    while (old != high) {
      long middle = low + split(high - low);
      if (old <= middle) {
        path.add(0, range(middle, high));
        high = middle;
      } else {
        path.add(0, range(low, middle));
        low = middle;
        whole = false;
      }
    }
    if (!whole) {
      path.add(0, range(low, high));
    }
    return path;
  }

  private byte[] range(long low, long high) {
    long n = high - low;
    if (Long.bitCount(n) == 1) {
      int level = Long.numberOfTrailingZeros(n);
      return subtree(level, low >>> level);
    }
    long middle = low + split(n);
    return hash.node(range(low, middle), range(middle, high));
  }

  /** Root of the perfect subtree number {@code index} of height {@code level}. */
  private byte[] subtree(int level, long index) {
    int tileLevel = level / 8;
    int height = level % 8;
    long first = index << height;
    long tile = first >>> 8;
    byte[] hashes = files.tile(tileLevel, tile, TilePath.width(tileLevel, tile, size));
    return hash.perfect(hashes, (int) (first & 0xff), 1 << height);
  }

  /** Largest power of two below {@code n}. */
  private static long split(long n) {
    return Long.highestOneBit(n - 1);
  }

  /** Whether a path leads from a leaf to a root. */
  static boolean includes(long index, long size, byte[] leaf, List<byte[]> path, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    TreeHash hash = new TreeHash();
    byte[] value = leaf;
    long node = index;
    long last = size - 1;
    for (byte[] sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        value = hash.node(sibling, value);
        while ((node & 1) == 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        value = hash.node(value, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(value, root);
  }

  /** Whether a path proves that the tree of {@code old} entries is a prefix of that of {@code size} entries. */
  static boolean extend(long old, byte[] oldRoot, long size, byte[] root, List<byte[]> path) {
    if (old == size) {
      return path.isEmpty() && Arrays.equals(oldRoot, root);
    }
    if (old <= 0 || old > size || path.isEmpty()) {
      return false;
    }
    TreeHash hash = new TreeHash();
    List<byte[]> rest = path;
    byte[] left = oldRoot;
    if (Long.bitCount(old) != 1) {
      left = path.get(0);
      rest = path.subList(1, path.size());
    }
    byte[] right = left;
    long node = old - 1;
    long last = size - 1;
    while ((node & 1) == 1) {
      node >>>= 1;
      last >>>= 1;
    }
    for (byte[] sibling : rest) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        left = hash.node(sibling, left);
        right = hash.node(sibling, right);
        while (node != 0 && (node & 1) == 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        right = hash.node(right, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    return last == 0 && Arrays.equals(left, oldRoot) && Arrays.equals(right, root);
  }
}
