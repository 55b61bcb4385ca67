package io.sallyport.models.demand;

import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An input with the answer that the exported model must give on every machine.
 *
 * @param output computed in Java, not by the exported model
 */
record Golden(String what, float[] history, float halfHour, OnnxRun.Output output) {
  private static final int NOON = Series.DAY / 2;

  /** Test weeks by day and time, and a flat history at the mean of the series, of one digit. */
  static List<Golden> of(Series series, Forecaster model, Intervals intervals) {
    int test = series.trainingWeeks() * Series.WEEK;
    List<Golden> golden = new ArrayList<>();
    for (int index : new int[] {test - 1, test + Series.DAY + 18, test + 4 * Series.DAY + 35, test + 2 * Series.WEEK + 5 * Series.DAY}) {
      golden.add(of(when(series, index), series.history(index), index % Series.DAY, model, intervals));
    }
    float[] flat = new float[Series.HISTORY];
    Arrays.fill(flat, (float) Numbers.oneDigit(mean(series)));
    golden.add(of("a flat history, 12:00", flat, NOON, model, intervals));
    return golden;
  }

  private static Golden of(String what, float[] history, float halfHour, Forecaster model, Intervals intervals) {
    return new Golden(what, history, halfHour, Parity.reference(model, intervals, history, halfHour));
  }

  private static String when(Series series, int index) {
    int day = Math.floorDiv(index, Series.DAY);
    int halfHour = index % Series.DAY;
    return String.format(Locale.ROOT, "week %d, %s, %02d:%02d", 1 + index / Series.WEEK, series.first().plusDays(day).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH), halfHour / 2, 30 * (halfHour % 2));
  }

  private static double mean(Series series) {
    double sum = 0;
    for (int i = 0; i < series.size(); i++) {
      sum += series.at(i);
    }
    return sum / series.size();
  }
}
