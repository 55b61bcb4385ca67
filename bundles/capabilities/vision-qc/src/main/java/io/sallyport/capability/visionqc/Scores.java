package io.sallyport.capability.visionqc;

import java.util.Arrays;
import java.util.Locale;

/** The newest scores of a station, each relative to its model's threshold as the model has it: what {@code threshold.ratio} is set by. Thread-safe. */
final class Scores {
  static final int KEPT = 200;

  private final double[] ratios = new double[KEPT];
  private long count;

  /** @param ratio of the score to the model's own threshold */
  synchronized void add(double ratio) {
    ratios[(int) (count++ % KEPT)] = ratio;
  }

  /** Empty while there are none. */
  @Override
  public synchronized String toString() {
    if (count == 0) {
      return "";
    }
    double[] sorted = Arrays.copyOf(ratios, (int) Math.min(count, KEPT));
    Arrays.sort(sorted);
    return String.format(Locale.ROOT, ", scores of the newest %d: %.2f times the model's threshold at the median, %.2f at most", sorted.length, sorted[(sorted.length - 1) / 2], sorted[sorted.length - 1]);
  }
}
