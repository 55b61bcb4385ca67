package io.sallyport.capability.visionqc;

/** How far each place of a region is from normal, in cells; what several tiles say of one, the highest counts. Not thread-safe. */
final class HeatMap {
  private final int cell;
  private final int columns;
  private final int rows;
  private final float[] values;

  /** @param cell extent of a cell in pixels */
  HeatMap(int width, int height, int cell) {
    this.cell = cell;
    this.columns = (width + cell - 1) / cell;
    this.rows = (height + cell - 1) / cell;
    this.values = new float[columns * rows];
  }

  /** @param x left edge of the tile in the region @param heat its cells, square, row by row */
  void add(int x, int y, float[] heat, int side) {
    for (int i = 0; i < heat.length; i++) {
      int column = Math.min(columns - 1, (x + i % side * cell + cell / 2) / cell);
      int row = Math.min(rows - 1, (y + i / side * cell + cell / 2) / cell);
      values[row * columns + column] = Math.max(values[row * columns + column], heat[i]);
    }
  }

  /** Between the middles of cells in a straight line. */
  float at(int x, int y) {
    float across = Math.max(0, Math.min(columns - 1, (x + 0.5f) / cell - 0.5f));
    float down = Math.max(0, Math.min(rows - 1, (y + 0.5f) / cell - 0.5f));
    int left = Math.min((int) across, Math.max(0, columns - 2));
    int top = Math.min((int) down, Math.max(0, rows - 2));
    int right = Math.min(columns - 1, left + 1);
    int bottom = Math.min(rows - 1, top + 1);
    float u = across - left;
    float v = down - top;
    return (1 - v) * ((1 - u) * values[top * columns + left] + u * values[top * columns + right])
        + v * ((1 - u) * values[bottom * columns + left] + u * values[bottom * columns + right]);
  }

  int worstX() {
    return worst() % columns * cell + cell / 2;
  }

  int worstY() {
    return worst() / columns * cell + cell / 2;
  }

  private int worst() {
    int worst = 0;
    for (int i = 1; i < values.length; i++) {
      worst = values[i] > values[worst] ? i : worst;
    }
    return worst;
  }
}
