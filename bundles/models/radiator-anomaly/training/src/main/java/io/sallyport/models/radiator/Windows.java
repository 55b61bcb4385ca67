package io.sallyport.models.radiator;

import java.util.List;

/** Sliding windows over rows: the newest {@link #LENGTH} rows, oldest first, row-major. */
final class Windows {
  /** Rows in a window. */
  static final int LENGTH = 16;
  /** Values in a window. */
  static final int SIZE = LENGTH * Row.SIGNALS;

  private Windows() {}

  /** One window for each row from the {@link #LENGTH}th on. */
  static float[][] over(List<Row> rows) {
    float[][] windows = new float[rows.size() - LENGTH + 1][];
    for (int first = 0; first < windows.length; first++) {
      float[] window = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        window[i] = rows.get(first + i / Row.SIGNALS).values()[i % Row.SIGNALS];
      }
      windows[first] = window;
    }
    return windows;
  }
}
