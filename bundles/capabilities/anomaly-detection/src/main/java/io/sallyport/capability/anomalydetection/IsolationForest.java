package io.sallyport.capability.anomalydetection;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An isolation forest (Liu, Ting and Zhou, 2008): trees that split a few rows at random until each is alone; what is unlike the others is
 * alone soon. Made for training on normal rows alone: the splits may fall beside the rows, so that also empty places beside them end early.
 * Immutable.
 */
final class IsolationForest {
  private static final double EULER = 0.5772156649015329;
  /** Splits may fall so far outside the rows, in parts of their range: what lies there in operation, where no row lay, is alone soon. */
  private static final double ROOM = 0.5;
  /** Levels more than a search needs, because some splits part nothing. */
  private static final int DEEPER = 2;
  private static final int LEAF = -1;
  private static final int MOST_NODES = 1 << 16;

  /**
   * A tree in columns. The children of an inner node lie behind each other, the first at {@code child}.
   *
   * @param signal that it splits by, or {@link #LEAF}
   * @param value rows below it go to the first child; in a leaf, the path length that is added for the rows left in it
   */
  private record Tree(int[] signal, double[] value, int[] child) {}

  private final int columns;
  private final double usual;
  private final Tree[] trees;

  private IsolationForest(int columns, double usual, Tree[] trees) {
    this.columns = columns;
    this.usual = usual;
    this.trees = trees;
  }

  /**
   * Trains it. The same rows and seed give the same forest.
   *
   * @param rows finite values, each of the same length
   * @param sample rows that each tree is grown from
   * @throws IllegalArgumentException if there are fewer than two rows
   */
  static IsolationForest train(double[][] rows, int trees, int sample, long seed) {
    if (rows.length < 2) {
      throw new IllegalArgumentException(rows.length + " rows are too few for a forest");
    }
    int each = Math.min(sample, rows.length);
    SplittableRandom random = new SplittableRandom(seed);
    Tree[] grown = new Tree[trees];
    int[] places = new int[rows.length];
    Arrays.setAll(places, i -> i);
    for (int t = 0; t < trees; t++) {
      for (int i = 0; i < each; i++) {
        int other = random.nextInt(i, places.length);
        int place = places[i];
        places[i] = places[other];
        places[other] = place;
      }
      grown[t] = new Growth(rows, Arrays.copyOf(places, each), random).tree();
    }
    return new IsolationForest(rows[0].length, length(each), grown);
  }

  /** Values of a row. */
  int columns() {
    return columns;
  }

  /** How soon the row is alone, 0 to 1: about 0.5 or less for rows like the others, towards 1 for those unlike them. */
  double score(double[] row) {
    double sum = 0;
    for (Tree tree : trees) {
      int node = 0;
      int depth = 0;
      while (tree.signal[node] != LEAF) {
        node = tree.child[node] + (row[tree.signal[node]] < tree.value[node] ? 0 : 1);
        depth++;
      }
      sum += depth + tree.value[node];
    }
    return Math.pow(2, -sum / trees.length / usual);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(columns);
    out.writeDouble(usual);
    out.writeInt(trees.length);
    for (Tree tree : trees) {
      out.writeInt(tree.signal.length);
      for (int i = 0; i < tree.signal.length; i++) {
        out.writeShort(tree.signal[i]);
        out.writeDouble(tree.value[i]);
        out.writeInt(tree.child[i]);
      }
    }
  }

  /** @throws IOException if it is no forest */
  static IsolationForest read(DataInputStream in) throws IOException {
    int columns = in.readInt();
    double usual = in.readDouble();
    int count = in.readInt();
    check(columns >= 1 && usual > 0 && count >= 1 && count <= 1_000, "a forest of " + count + " trees over " + columns + " signals");
    Tree[] trees = new Tree[count];
    for (int t = 0; t < count; t++) {
      int nodes = in.readInt();
      check(nodes >= 1 && nodes <= MOST_NODES, "a tree of " + nodes + " nodes");
      trees[t] = new Tree(new int[nodes], new double[nodes], new int[nodes]);
      for (int i = 0; i < nodes; i++) {
        trees[t].signal[i] = in.readShort();
        trees[t].value[i] = in.readDouble();
        trees[t].child[i] = in.readInt();
        boolean leaf = trees[t].signal[i] == LEAF;
        check(leaf || trees[t].signal[i] >= 0 && trees[t].signal[i] < columns && trees[t].child[i] > i && trees[t].child[i] + 1 < nodes, "node " + i + " leads nowhere");
      }
    }
    return new IsolationForest(columns, usual, trees);
  }

  /** Mean path length of a search among so many rows that finds nothing. */
  private static double length(int rows) {
    return rows <= 1 ? 0 : rows == 2 ? 1 : 2 * (Math.log(rows - 1.0) + EULER) - 2 * (rows - 1.0) / rows;
  }

  private static void check(boolean holds, String what) throws IOException {
    if (!holds) {
      throw new IOException(what);
    }
  }

  /** Grows one tree. */
  private static final class Growth {
    private final double[][] rows;
    private final int[] places;
    private final SplittableRandom random;
    private final int highest;
    private final int[] signal;
    private final double[] value;
    private final int[] child;
    private int nodes = 1;

    Growth(double[][] rows, int[] places, SplittableRandom random) {
      this.rows = rows;
      this.places = places;
      this.random = random;
      this.highest = DEEPER + (int) Math.ceil(Math.log(places.length) / Math.log(2));
      int most = 4 * places.length * (DEEPER + 2);
      this.signal = new int[most];
      this.value = new double[most];
      this.child = new int[most];
    }

    Tree tree() {
      grow(0, 0, places.length, 0);
      return new Tree(Arrays.copyOf(signal, nodes), Arrays.copyOf(value, nodes), Arrays.copyOf(child, nodes));
    }

    private void grow(int node, int from, int to, int depth) {
      int by = depth < highest && to - from > 1 ? splittable(from, to) : LEAF;
      if (by == LEAF) {
        signal[node] = LEAF;
        value[node] = length(to - from);
        return;
      }
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        low = Math.min(low, rows[places[i]][by]);
        high = Math.max(high, rows[places[i]][by]);
      }
      double room = ROOM * (high - low);
      double split = low - room + random.nextDouble() * (high - low + 2 * room);
      split = Double.isFinite(split) ? split : low / 2 + high / 2;
      signal[node] = by;
      value[node] = split;
      child[node] = nodes;
      nodes += 2;
      int middle = part(from, to, by, split);
      int first = child[node];
      grow(first, from, middle, depth + 1);
      grow(first + 1, middle, to, depth + 1);
    }

    /** A signal, at random among those that are not the same in all rows; {@link #LEAF} if there is none. */
    private int splittable(int from, int to) {
      int columns = rows[0].length;
      int offset = random.nextInt(columns);
      int found = LEAF;
      int seen = 0;
      for (int c = 0; c < columns; c++) {
        int column = (offset + c) % columns;
        if (varies(column, from, to) && random.nextInt(++seen) == 0) {
          found = column;
        }
      }
      return found;
    }

    private boolean varies(int column, int from, int to) {
      for (int i = from + 1; i < to; i++) {
        if (rows[places[i]][column] != rows[places[from]][column]) {
          return true;
        }
      }
      return false;
    }

    private int part(int from, int to, int by, double split) {
      int middle = from;
      for (int i = from; i < to; i++) {
        if (rows[places[i]][by] < split) {
          int place = places[i];
          places[i] = places[middle];
          places[middle++] = place;
        }
      }
      return middle;
    }
  }
}
