package io.sallyport.models.surface;

import java.util.Random;

/**
 * A layer over the cells of tiles: of each cell by itself, or of it and its eight neighbours; what lies outside the tile is 0. Rows are cells, tile
 * after tile, row by row. Not thread-safe.
 */
final class Layer {
  private static final int CELLS = Tile.CELLS * Tile.CELLS;
  /** Extent of a neighbourhood, in cells. */
  static final int AROUND = 3;

  private final Dense dense;
  private final int in;
  private final boolean around;

  /** @param around whether the neighbours count */
  Layer(int in, int out, boolean around, Random random) {
    this.in = in;
    this.around = around;
    this.dense = new Dense(around ? in * AROUND * AROUND : in, out, random);
  }

  int in() {
    return in;
  }

  boolean around() {
    return around;
  }

  /** Weights of a neighbourhood are {@code [down][right][in][out]}. */
  Dense dense() {
    return dense;
  }

  /** What the layer is applied to: of each cell its own values, or those of its neighbourhood. */
  float[] seen(float[] rows, int tiles) {
    if (!around) {
      return rows;
    }
    float[] seen = new float[rows.length * AROUND * AROUND];
    each(tiles, (from, to) -> System.arraycopy(rows, from, seen, to, in));
    return seen;
  }

  /** The slope by each value, of the slope by what was {@linkplain #seen seen}. */
  float[] unseen(float[] slope, int tiles) {
    if (!around) {
      return slope;
    }
    float[] rows = new float[slope.length / (AROUND * AROUND)];
    each(tiles, (to, from) -> {
      for (int i = 0; i < in; i++) {
        rows[to + i] += slope[from + i];
      }
    });
    return rows;
  }

  private interface Pair {
    void meet(int cell, int place);
  }

  private void each(int tiles, Pair pair) {
    for (int cell = 0; cell < tiles * CELLS; cell++) {
      int y = cell % CELLS / Tile.CELLS;
      int x = cell % Tile.CELLS;
      for (int place = 0; place < AROUND * AROUND; place++) {
        int down = place / AROUND - 1;
        int right = place % AROUND - 1;
        if (y + down >= 0 && y + down < Tile.CELLS && x + right >= 0 && x + right < Tile.CELLS) {
          pair.meet((cell + down * Tile.CELLS + right) * in, (cell * AROUND * AROUND + place) * in);
        }
      }
    }
  }
}
