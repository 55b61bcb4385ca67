package io.sallyport.models.radiator;

import java.util.List;

/**
 * What a standard unit of each signal is.
 *
 * @param mean per signal, of the training rows after cutting off the outermost hundredth on each side
 * @param deviation the standard deviation of the same
 */
record Scale(float[] mean, float[] deviation) {
  /** Standardised values are clipped to ± this: three signals have rare values a thousand deviations out. */
  static final float CLIP = 4;
  private static final double CUT = 0.01;

  static Scale of(List<Row> rows) {
    float[] mean = new float[Row.SIGNALS];
    float[] deviation = new float[Row.SIGNALS];
    for (int signal = 0; signal < Row.SIGNALS; signal++) {
      int column = signal;
      int[] sorted = rows.stream().mapToInt(row -> row.values()[column]).sorted().toArray();
      int low = sorted[(int) (CUT * sorted.length)];
      int high = sorted[(int) ((1 - CUT) * sorted.length)];
      double sum = 0;
      double squares = 0;
      for (int value : sorted) {
        double cut = Math.max(low, Math.min(high, value));
        sum += cut;
        squares += cut * cut;
      }
      double average = sum / sorted.length;
      mean[signal] = (float) average;
      deviation[signal] = (float) Math.sqrt(squares / sorted.length - average * average);
    }
    return new Scale(mean, deviation);
  }

  float standardise(float value, int signal) {
    return Math.max(-CLIP, Math.min(CLIP, (value - mean[signal]) / deviation[signal]));
  }

  /** The window, or any number of rows, standardised. */
  float[] standardise(float[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      out[i] = standardise(values[i], i % Row.SIGNALS);
    }
    return out;
  }
}
