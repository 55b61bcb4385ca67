package io.sallyport.models.demand;

import java.time.LocalDate;

/** A load by half-hours, whole weeks, from 00:00 local time. Immutable. */
final class Series {
  static final int DAY = 48;
  static final int WEEK = 7 * DAY;
  /** What the model sees: the newest value and the 719 before it, 15 days. */
  static final int HISTORY = 2 * WEEK + DAY;
  /** What it forecasts: so many half-hours after the newest. */
  static final int HORIZON = DAY;
  /** Fewer than these do not fit, choose and test. */
  static final int LEAST_WEEKS = 12;
  static final int TEST_WEEKS = 4;
  private static final int LEAST_VALIDATION_WEEKS = 3;
  private static final int MOST_VALIDATION_WEEKS = 8;
  private static final int VALIDATION_PART = 4;

  private final double[] values;
  private final LocalDate first;
  private final int filled;

  /**
   * @param values of whole weeks, {@link #LEAST_WEEKS} or more
   * @param first its first day
   * @param filled how many of the values were not measured
   */
  Series(double[] values, LocalDate first, int filled) {
    this.values = values.clone();
    this.first = first;
    this.filled = filled;
  }

  int size() {
    return values.length;
  }

  double at(int index) {
    return values[index];
  }

  LocalDate first() {
    return first;
  }

  int filled() {
    return filled;
  }

  int weeks() {
    return values.length / WEEK;
  }

  /** Weeks that the shipped model is fitted to; the others are test. */
  int trainingWeeks() {
    return weeks() - TEST_WEEKS;
  }

  /** First week of validation, counted from 0: the last quarter of the training weeks, at least three and at most eight. */
  int validationFrom() {
    return trainingWeeks() - Math.max(LEAST_VALIDATION_WEEKS, Math.min(MOST_VALIDATION_WEEKS, trainingWeeks() / VALIDATION_PART));
  }

  /** The history that ends with that value, oldest first. */
  float[] history(int newest) {
    float[] history = new float[HISTORY];
    for (int i = 0; i < HISTORY; i++) {
      history[i] = (float) values[newest - HISTORY + 1 + i];
    }
    return history;
  }

  /** Forecast origins (index of the newest value) whose history is there and whose targets all lie in the weeks. @param to exclusive */
  int[] origins(int fromWeek, int toWeek) {
    int first = Math.max(HISTORY - 1, fromWeek * WEEK - 1);
    int last = toWeek * WEEK - 1 - HORIZON;
    int[] origins = new int[last - first + 1];
    for (int i = 0; i < origins.length; i++) {
      origins[i] = first + i;
    }
    return origins;
  }
}
