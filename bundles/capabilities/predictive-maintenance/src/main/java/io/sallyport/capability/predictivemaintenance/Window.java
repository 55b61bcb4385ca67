package io.sallyport.capability.predictivemaintenance;

import java.nio.FloatBuffer;

/** The newest rows, oldest first, as the model wants them. Reuses its memory. Not thread-safe. */
final class Window {
  private final int rows;
  private final int columns;
  private final float[] values;
  private final long[] times;
  private int next;
  private int filled;

  Window(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.values = new float[rows * columns];
    this.times = new long[rows];
  }

  void add(Row row) {
    for (int c = 0; c < columns; c++) {
      values[next * columns + c] = (float) row.values()[c];
    }
    times[next] = row.nanos();
    next = (next + 1) % rows;
    filled = Math.min(filled + 1, rows);
  }

  void clear() {
    filled = 0;
    next = 0;
  }

  boolean isFull() {
    return filled == rows;
  }

  boolean isEmpty() {
    return filled == 0;
  }

  /** Source time of the oldest row. */
  long from() {
    return times[filled < rows ? 0 : next];
  }

  /** Source time of the newest row. */
  long to() {
    return times[Math.floorMod(next - 1, rows)];
  }

  /** Writes the full window, row by row. */
  void copyTo(FloatBuffer target) {
    int split = next * columns;
    target.put(values, split, values.length - split).put(values, 0, split);
  }
}
