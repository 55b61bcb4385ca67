package io.sallyport.models.demand;

import io.sallyport.models.training.Difference;

/** Whether the exported model says what the fitted one says. */
final class Parity {
  /** Largest difference allowed, relative to max(1, |value|). */
  static final double TOLERANCE = 1e-5;

  private Parity() {}

  /** The fitted model's answer, computed in Java. */
  static OnnxRun.Output reference(Forecaster model, Intervals intervals, float[] history, float halfHour) {
    double[] forecast = model.forecast(history, halfHour);
    float[] values = new float[Series.HORIZON];
    float[] bounds = new float[Intervals.LEVELS.length * Series.HORIZON];
    for (int step = 1; step <= Series.HORIZON; step++) {
      values[step - 1] = (float) forecast[step - 1];
      for (int level = 0; level < Intervals.LEVELS.length; level++) {
        bounds[level * Series.HORIZON + step - 1] = (float) intervals.bound(level, step, forecast[step - 1]);
      }
    }
    return new OnnxRun.Output(values, bounds);
  }

  /**
   * The largest difference found.
   *
   * @throws IllegalStateException if it exceeds {@link #TOLERANCE}
   */
  static double check(Forecaster model, Intervals intervals, OnnxRun exported, Series series, int[] origins) {
    Difference difference = new Difference();
    for (int origin : origins) {
      float[] history = series.history(origin);
      OnnxRun.Output expected = reference(model, intervals, history, origin % Series.DAY);
      OnnxRun.Output seen = exported.run(history, origin % Series.DAY);
      difference.add(expected.forecast(), seen.forecast());
      difference.add(expected.bounds(), seen.bounds());
    }
    return difference.within(TOLERANCE);
  }
}
