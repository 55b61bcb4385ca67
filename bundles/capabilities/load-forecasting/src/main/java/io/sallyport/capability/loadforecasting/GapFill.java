package io.sallyport.capability.loadforecasting;

import java.util.Optional;

/**
 * Closes gaps, so that a model which wants none can be asked. A short gap is interpolated. In a longer one each value is taken from a week
 * before, or after, moved by how far the gap's edges differ from theirs then.
 */
final class GapFill {
  private static final int DAYS_PER_WEEK = 7;

  /** @param values without gaps; filled says how many of them were missing */
  record Filled(float[] values, int filled) {}

  private final int week;
  private final int shortest;
  private final double most;

  /**
   * @param perDay slots of a day
   * @param shortest missing values in a row that are interpolated
   * @param most missing share that is borne
   */
  GapFill(int perDay, int shortest, double most) {
    this.week = DAYS_PER_WEEK * perDay;
    this.shortest = shortest;
    this.most = most;
  }

  /** @param window NaN where a value is missing; empty if too many are, or the newest one is */
  Optional<Filled> fill(double[] window) {
    int missing = missing(window);
    if (missing > most * window.length || Double.isNaN(window[window.length - 1])) {
      return Optional.empty();
    }
    double[] whole = window.clone();
    for (int i = 0; i < whole.length; i++) {
      if (Double.isNaN(whole[i])) {
        int end = end(whole, i);
        close(whole, window, i, end);
        i = end - 1;
      }
    }
    float[] values = new float[whole.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) whole[i];
      if (!Float.isFinite(values[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(new Filled(values, missing));
  }

  static int missing(double[] window) {
    int missing = 0;
    for (double value : window) {
      missing += Double.isNaN(value) ? 1 : 0;
    }
    return missing;
  }

  /** The window's last value is there, so a gap ends before it. @param from first missing value @param to first value after the gap */
  private void close(double[] whole, double[] window, int from, int to) {
    double right = whole[to];
    double left = from == 0 ? right : whole[from - 1];
    for (int i = from; i < to; i++) {
      double share = (i - from + 1.0) / (to - from + 1.0);
      double line = left + share * (right - left);
      whole[i] = to - from <= shortest ? line : likeAWeekApart(window, i, from, to, left, right, share, line);
    }
  }

  private double likeAWeekApart(double[] window, int i, int from, int to, double left, double right, double share, double otherwise) {
    for (int shift : new int[] {-week, week}) {
      int a = Math.max(from - 1, 0) + shift;
      int b = to + shift;
      if (a >= 0 && b < window.length && Double.isFinite(window[i + shift]) && Double.isFinite(window[a]) && Double.isFinite(window[b])) {
        double leftMove = from == 0 ? right - window[b] : left - window[a];
        double rightMove = right - window[b];
        return window[i + shift] + leftMove + share * (rightMove - leftMove);
      }
    }
    return otherwise;
  }

  private static int end(double[] values, int from) {
    int end = from;
    while (Double.isNaN(values[end])) {
      end++;
    }
    return end;
  }
}
