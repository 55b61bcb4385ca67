package io.sallyport.models.demand;

/** The fitted model: a linear function of {@link Inputs} for each step ahead. Immutable. */
final class Forecaster {
  private final double[][] coefficients;

  private Forecaster(double[][] coefficients) {
    this.coefficients = coefficients;
  }

  /** Fits to the first weeks: neither inputs nor targets lie beyond them. */
  static Forecaster fit(Series series, int weeks, Choice choice) {
    int[] origins = series.origins(0, weeks);
    double[][] coefficients = new double[Series.HORIZON][];
    double[][] rows = new double[origins.length][];
    double[] targets = new double[origins.length];
    float[][] histories = new float[origins.length][];
    double[][] shared = new double[origins.length][];
    for (int i = 0; i < origins.length; i++) {
      histories[i] = series.history(origins[i]);
      shared[i] = Inputs.shared(histories[i], origins[i] % Series.DAY);
    }
    for (int step = 1; step <= Series.HORIZON; step++) {
      for (int i = 0; i < origins.length; i++) {
        rows[i] = Inputs.of(histories[i], shared[i], step);
        targets[i] = series.at(origins[i] + step) - Inputs.base(histories[i], step);
      }
      coefficients[step - 1] = Ridge.fit(rows, targets, choice.used(), choice.penalty());
    }
    return new Forecaster(coefficients);
  }

  /** @param halfHour of the day of the newest value */
  double[] forecast(float[] history, double halfHour) {
    double[] shared = Inputs.shared(history, halfHour);
    double[] forecast = new double[Series.HORIZON];
    for (int step = 1; step <= Series.HORIZON; step++) {
      double[] inputs = Inputs.of(history, shared, step);
      double sum = Inputs.base(history, step);
      for (int c = 0; c < inputs.length; c++) {
        sum += inputs[c] * coefficients[step - 1][c];
      }
      forecast[step - 1] = sum;
    }
    return forecast;
  }

  /** Of one input, by step. */
  float[] coefficients(int input) {
    float[] column = new float[Series.HORIZON];
    for (int step = 0; step < column.length; step++) {
      column[step] = (float) coefficients[step][input];
    }
    return column;
  }
}
