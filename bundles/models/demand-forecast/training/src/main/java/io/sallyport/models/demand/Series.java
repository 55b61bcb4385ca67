package io.sallyport.models.demand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Half-hourly demand, MW, from a Monday, 00:00. Immutable. */
final class Series {
  static final int DAY = 48;
  static final int WEEK = 7 * DAY;
  /** What the model sees: the newest value and the 719 before it, 15 days. */
  static final int HISTORY = 2 * WEEK + DAY;
  /** What it forecasts: so many half-hours after the newest. */
  static final int HORIZON = DAY;
  /** Weeks that the shipped model is fitted to; the others are test. */
  static final int TRAINING_WEEKS = 8;
  /** First week of validation, counted from 0. */
  static final int VALIDATION_FROM = 5;

  private final double[] values;

  private Series(double[] values) {
    this.values = values;
  }

  static Series read(Path csv) {
    try {
      List<String> lines = Files.readAllLines(csv);
      return new Series(lines.subList(1, lines.size()).stream().filter(line -> !line.isBlank()).mapToDouble(Double::parseDouble).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Series of(double[] values) {
    return new Series(values.clone());
  }

  int size() {
    return values.length;
  }

  double at(int index) {
    return values[index];
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
