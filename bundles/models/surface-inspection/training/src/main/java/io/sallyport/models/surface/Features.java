package io.sallyport.models.surface;

import java.util.List;

/**
 * What is known of each cell of a tile: how strongly each filter answers in it, up and down, and on average in two neighbourhoods; its grey
 * value, on average in three, its extremes; how much the grey varies in two. {@link OnnxFile} says the same as a graph.
 */
final class Features {
  static final int NEAR = 12;
  static final int FAR = 28;
  /** What keeps logarithms from the depths. */
  static final float FLOOR = 0.05f;
  private static final int SIDE = Tile.SIDE;
  private static final int PIXELS = SIDE * SIDE;
  private static final int CELLS = Tile.CELLS * Tile.CELLS;
  private static final int GREYS = 7;

  private final int filters;
  private final float[] bank;

  Features() {
    List<float[]> all = Bank.filters();
    filters = all.size();
    bank = new float[filters * Bank.SIZE * Bank.SIZE];
    for (int i = 0; i < filters; i++) {
      System.arraycopy(all.get(i), 0, bank, i * Bank.SIZE * Bank.SIZE, Bank.SIZE * Bank.SIZE);
    }
  }

  int count() {
    return 4 * filters + GREYS;
  }

  int filters() {
    return filters;
  }

  float[] bank() {
    return bank;
  }

  /** @param tile standardised @return for each feature in turn its cells, row by row */
  float[] of(float[] tile) {
    float[] answers = answers(tile);
    float[] out = new float[count() * CELLS];
    int at = 0;
    float[] up = highest(answers, filters, 1);
    float[] down = highest(answers, filters, -1);
    at = logs(up, out, at, FLOOR);
    at = logs(down, out, at, FLOOR);
    float[] squares = squares(answers);
    at = logs(averages(squares, filters, NEAR), out, at, FLOOR * FLOOR);
    at = logs(averages(squares, filters, FAR), out, at, FLOOR * FLOOR);
    float[] near = averages(tile, 1, NEAR);
    float[] far = averages(tile, 1, FAR);
    for (float[] plane : List.of(averages(tile, 1, Tile.CELL), near, far, highest(tile, 1, 1), highest(tile, 1, -1))) {
      System.arraycopy(plane, 0, out, at, CELLS);
      at += CELLS;
    }
    float[] own = squares(tile);
    at = logs(variances(averages(own, 1, NEAR), near), out, at, FLOOR * FLOOR);
    logs(variances(averages(own, 1, FAR), far), out, at, FLOOR * FLOOR);
    return out;
  }

  /** Correlation with each filter; beyond the border its pixels go on. */
  private float[] answers(float[] tile) {
    int reach = Bank.SIZE / 2;
    float[] columns = new float[Bank.SIZE * Bank.SIZE * PIXELS];
    for (int k = 0; k < Bank.SIZE * Bank.SIZE; k++) {
      int down = k / Bank.SIZE - reach;
      int right = k % Bank.SIZE - reach;
      for (int i = 0; i < PIXELS; i++) {
        int y = Math.max(0, Math.min(SIDE - 1, i / SIDE + down));
        int x = Math.max(0, Math.min(SIDE - 1, i % SIDE + right));
        columns[k * PIXELS + i] = tile[y * SIDE + x];
      }
    }
    float[] answers = new float[filters * PIXELS];
    Matrix.addProduct(bank, columns, answers, filters, Bank.SIZE * Bank.SIZE, PIXELS);
    return answers;
  }

  private static float[] squares(float[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] * values[i];
    }
    return out;
  }

  private static float[] variances(float[] meanSquares, float[] means) {
    float[] out = new float[means.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = meanSquares[i] - means[i] * means[i];
    }
    return out;
  }

  /** Highest of the values, or of their negatives, in each cell. */
  private static float[] highest(float[] planes, int count, int sign) {
    float[] out = new float[count * CELLS];
    java.util.Arrays.fill(out, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < count * PIXELS; i++) {
      int pixel = i % PIXELS;
      int cell = i / PIXELS * CELLS + pixel / SIDE / Tile.CELL * Tile.CELLS + pixel % SIDE / Tile.CELL;
      out[cell] = Math.max(out[cell], sign * planes[i]);
    }
    return out;
  }

  /** Averages over squares around each cell; what lies outside the tile does not count. */
  private static float[] averages(float[] planes, int count, int window) {
    int margin = (window - Tile.CELL) / 2;
    float[] out = new float[count * CELLS];
    double[] sums = new double[(SIDE + 1) * (SIDE + 1)];
    for (int plane = 0; plane < count; plane++) {
      for (int i = 0; i < PIXELS; i++) {
        int at = (i / SIDE + 1) * (SIDE + 1) + i % SIDE + 1;
        sums[at] = planes[plane * PIXELS + i] + sums[at - 1] + sums[at - SIDE - 1] - sums[at - SIDE - 2];
      }
      for (int cell = 0; cell < CELLS; cell++) {
        int top = Math.max(0, cell / Tile.CELLS * Tile.CELL - margin);
        int left = Math.max(0, cell % Tile.CELLS * Tile.CELL - margin);
        int bottom = Math.min(SIDE, cell / Tile.CELLS * Tile.CELL - margin + window);
        int right = Math.min(SIDE, cell % Tile.CELLS * Tile.CELL - margin + window);
        double sum = sums[bottom * (SIDE + 1) + right] - sums[top * (SIDE + 1) + right] - sums[bottom * (SIDE + 1) + left] + sums[top * (SIDE + 1) + left];
        out[plane * CELLS + cell] = (float) (sum / ((bottom - top) * (right - left)));
      }
    }
    return out;
  }

  private static int logs(float[] values, float[] out, int at, float floor) {
    for (int i = 0; i < values.length; i++) {
      out[at + i] = (float) StrictMath.log(floor + Math.max(0, values[i]));
    }
    return at + values.length;
  }
}
