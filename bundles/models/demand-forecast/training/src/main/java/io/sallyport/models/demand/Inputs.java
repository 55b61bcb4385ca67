package io.sallyport.models.demand;

/**
 * What the forecast is made of. All but the last are changes against one week before, or means of such changes; the exported graph
 * computes the same of the history ({@link OnnxFile}), and {@link Parity} compares both.
 */
final class Inputs {
  /** Shared by all steps of a forecast: newest, mean of 6 h, of the day, of the day a week before, of the week, day and newest by time of day. */
  static final int SHARED = 13;
  /** And two of each step: the same time a day before, the same time a week before; and a constant. */
  static final int ALL = SHARED + 3;

  static final int QUARTER = 12;
  private static final double CONSTANT = 1000;

  private Inputs() {}

  /**
   * @param history oldest first
   * @param halfHour of the day of the newest value, 0 to 47
   */
  static double[] shared(float[] history, double halfHour) {
    double[] change = changes(history);
    int end = change.length;
    double newest = change[end - 1];
    double day = mean(change, end - Series.DAY, end);
    double angle = 2 * Math.PI * halfHour / Series.DAY;
    double[] waves = {Math.sin(angle), Math.cos(angle), Math.sin(2 * angle), Math.cos(2 * angle)};
    double[] shared = new double[SHARED];
    shared[0] = newest;
    shared[1] = mean(change, end - QUARTER, end);
    shared[2] = day;
    shared[3] = mean(change, 0, Series.DAY);
    shared[4] = mean(change, end - Series.WEEK, end);
    for (int w = 0; w < waves.length; w++) {
      shared[5 + w] = day * waves[w];
      shared[9 + w] = newest * waves[w];
    }
    return shared;
  }

  /** The inputs of one step. @param step from 1 */
  static double[] of(float[] history, double[] shared, int step) {
    double[] all = new double[ALL];
    System.arraycopy(shared, 0, all, 0, SHARED);
    all[SHARED] = change(history, history.length - 1 + step - Series.DAY);
    all[SHARED + 1] = change(history, history.length - 1 + step - Series.WEEK);
    all[SHARED + 2] = CONSTANT;
    return all;
  }

  /** The value one week before the target: what the forecast is a change against. */
  static double base(float[] history, int step) {
    return history[history.length - 1 + step - Series.WEEK];
  }

  static double constant() {
    return CONSTANT;
  }

  private static double[] changes(float[] history) {
    double[] changes = new double[history.length - Series.WEEK];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = change(history, i + Series.WEEK);
    }
    return changes;
  }

  private static double change(float[] history, int index) {
    return (double) history[index] - history[index - Series.WEEK];
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }
}
