package io.sallyport.models.surface;

import java.util.Arrays;

/** Areas under ROC curves. */
final class Measure {
  private Measure() {}

  /** Chance that a positive scores above a negative; a tie counts half. */
  static double area(double[] negatives, double[] positives) {
    double[] sorted = negatives.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double positive : positives) {
      int below = lower(sorted, positive);
      sum += below + (upper(sorted, positive) - below) / 2.0;
    }
    return sum / ((double) negatives.length * positives.length);
  }

  private static int lower(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int upper(double[] sorted, double value) {
    return lower(sorted, Math.nextUp(value));
  }
}
