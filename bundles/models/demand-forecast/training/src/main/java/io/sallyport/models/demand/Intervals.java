package io.sallyport.models.demand;

import java.util.Arrays;
import java.util.List;

/** How far below and above the forecast the value lies, relative to it, by level and step: from errors on weeks the model had not seen. */
record Intervals(double[][] offsets) {
  /** Shares of values that lie below each bound: two bounds of 95 %, two of 80 %. */
  static final double[] LEVELS = {0.025, 0.1, 0.9, 0.975};
  /** Neighbouring steps whose errors count too. */
  private static final int AROUND = 3;

  private static final double MOST_WIDENING = 3;
  private static final int HALVINGS = 40;

  /** Quantiles of all weeks' errors, widened so that the quantiles of the other weeks hold what they promise of a week, on average. */
  static Intervals of(List<Errors> weeks) {
    double[][] offsets = quantiles(Errors.joined(weeks));
    List<double[][]> byOthers = weeks.stream().map(week -> quantiles(Errors.joined(weeks.stream().filter(other -> other != week).toList()))).toList();
    for (int level = 0; level < LEVELS.length / 2; level++) {
      double factor = widening(weeks, byOthers, level);
      widen(offsets[level], factor);
      widen(offsets[LEVELS.length - 1 - level], factor);
    }
    return new Intervals(offsets);
  }

  private static double[][] quantiles(Errors errors) {
    double[][] offsets = new double[LEVELS.length][Series.HORIZON];
    for (int step = 1; step <= Series.HORIZON; step++) {
      double[] sorted = errors.relative(step, AROUND);
      for (int level = 0; level < LEVELS.length; level++) {
        offsets[level][step - 1] = quantile(sorted, LEVELS[level]);
      }
    }
    return offsets;
  }

  /** By bisection; at least 1. */
  private static double widening(List<Errors> weeks, List<double[][]> byOthers, int level) {
    double low = 1;
    double high = MOST_WIDENING;
    double promised = LEVELS[LEVELS.length - 1 - level] - LEVELS[level];
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (coverageByOthers(weeks, byOthers, level, middle) < promised) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double coverageByOthers(List<Errors> weeks, List<double[][]> byOthers, int level, double factor) {
    double sum = 0;
    for (int week = 0; week < weeks.size(); week++) {
      double[][] offsets = Arrays.stream(byOthers.get(week)).map(double[]::clone).toArray(double[][]::new);
      for (double[] each : offsets) {
        widen(each, factor);
      }
      sum += new Intervals(offsets).coverage(weeks.get(week), level);
    }
    return sum / weeks.size();
  }

  private static void widen(double[] offsets, double factor) {
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] *= factor;
    }
  }

  double bound(int level, int step, double forecast) {
    return forecast * (1 + offsets[level][step - 1]);
  }

  /** Share of values within the two bounds. @param level of the lower one; the upper one is as far from the other end */
  double coverage(Errors errors, int level) {
    int inside = 0;
    for (int i = 0; i < errors.origins().length; i++) {
      for (int step = 1; step <= Series.HORIZON; step++) {
        double forecast = errors.forecasts()[i][step - 1];
        double actual = errors.actuals()[i][step - 1];
        inside += actual >= bound(level, step, forecast) && actual <= bound(LEVELS.length - 1 - level, step, forecast) ? 1 : 0;
      }
    }
    return (double) inside / errors.origins().length / Series.HORIZON;
  }

  /** Mean width of the interval, in the unit of the series. */
  double width(Errors errors, int level) {
    double sum = 0;
    for (int i = 0; i < errors.origins().length; i++) {
      for (int step = 1; step <= Series.HORIZON; step++) {
        double forecast = errors.forecasts()[i][step - 1];
        sum += bound(LEVELS.length - 1 - level, step, forecast) - bound(level, step, forecast);
      }
    }
    return sum / errors.origins().length / Series.HORIZON;
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
