package io.sallyport.models.demand;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Forecasts from several origins against what came. Rows are origins, columns steps. */
record Errors(int[] origins, double[][] forecasts, double[][] actuals) {
  static Errors of(Series series, int[] origins, IntFunction<double[]> forecaster) {
    double[][] forecasts = new double[origins.length][];
    double[][] actuals = new double[origins.length][Series.HORIZON];
    for (int i = 0; i < origins.length; i++) {
      forecasts[i] = forecaster.apply(origins[i]);
      for (int step = 1; step <= Series.HORIZON; step++) {
        actuals[i][step - 1] = series.at(origins[i] + step);
      }
    }
    return new Errors(origins, forecasts, actuals);
  }

  /** The value a number of half-hours before the target. */
  static Errors naive(Series series, int[] origins, int lag) {
    return of(series, origins, origin -> {
      double[] values = new double[Series.HORIZON];
      for (int step = 1; step <= values.length; step++) {
        values[step - 1] = series.at(origin + step - lag);
      }
      return values;
    });
  }

  static Errors joined(List<Errors> parts) {
    return new Errors(parts.stream().flatMapToInt(part -> Arrays.stream(part.origins)).toArray(),
        parts.stream().flatMap(part -> Arrays.stream(part.forecasts)).toArray(double[][]::new),
        parts.stream().flatMap(part -> Arrays.stream(part.actuals)).toArray(double[][]::new));
  }

  /** Mean absolute percentage error over all origins and steps. */
  double mape() {
    return mape(1, Series.HORIZON, origin -> true);
  }

  double mape(int step) {
    return mape(step, step, origin -> true);
  }

  /** Over some origins. */
  double mape(IntPredicate wanted) {
    return mape(1, Series.HORIZON, wanted);
  }

  double mae() {
    double sum = 0;
    for (int i = 0; i < origins.length; i++) {
      for (int s = 0; s < Series.HORIZON; s++) {
        sum += Math.abs(forecasts[i][s] - actuals[i][s]);
      }
    }
    return sum / origins.length / Series.HORIZON;
  }

  double worst() {
    double worst = 0;
    for (int i = 0; i < origins.length; i++) {
      for (int s = 0; s < Series.HORIZON; s++) {
        worst = Math.max(worst, Math.abs(forecasts[i][s] - actuals[i][s]));
      }
    }
    return worst;
  }

  /** What was missed, relative to the forecast, at steps near one; sorted. */
  double[] relative(int step, int around) {
    int from = Math.max(1, step - around);
    int to = Math.min(Series.HORIZON, step + around);
    double[] all = new double[origins.length * (to - from + 1)];
    int n = 0;
    for (int i = 0; i < origins.length; i++) {
      for (int s = from - 1; s < to; s++) {
        all[n++] = actuals[i][s] / forecasts[i][s] - 1;
      }
    }
    Arrays.sort(all);
    return all;
  }

  private double mape(int from, int to, IntPredicate wanted) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < origins.length; i++) {
      for (int s = from - 1; s < to && wanted.test(origins[i]); s++, n++) {
        sum += Math.abs(forecasts[i][s] / actuals[i][s] - 1);
      }
    }
    return 100 * sum / n;
  }
}
