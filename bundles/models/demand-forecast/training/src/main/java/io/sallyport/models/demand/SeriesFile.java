package io.sallyport.models.demand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * A series in a file: one line that says what is in it, then one value a line, or {@code TIME,VALUE}. Values alone are one for each half-hour from
 * a Monday, 00:00. With times, each half-hour of local time gets the mean of its values, as the capability computes it: the hour that comes twice
 * in autumn shares its half-hours, the one that is left out in spring is filled like a gap.
 */
final class SeriesFile {
  private static final int MINUTES = 24 * 60 / Series.DAY;
  /** So many missing half-hours in a row are interpolated; more look like the week before. */
  private static final int INTERPOLATED = 4;
  private static final double MOST_FILLED = 0.05;
  /** Where values without a time begin: any Monday. */
  static final LocalDate MONDAY = LocalDate.EPOCH.with(DayOfWeek.MONDAY);

  private final Path file;
  private final ZoneId zone;

  private SeriesFile(Path file, ZoneId zone) {
    this.file = file;
    this.zone = zone;
  }

  /**
   * Whole weeks, the newest; what is left over at the beginning is not used.
   *
   * @param zone of times that say how far from UTC they are; others are local already
   * @throws IllegalArgumentException if it cannot be used; it says why and where
   */
  static Series read(Path file, ZoneId zone) {
    try {
      List<String> lines = Files.readAllLines(file);
      return new SeriesFile(file, zone).series(lines);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read as text: " + e, e);
    }
  }

  private Series series(List<String> lines) {
    boolean timed = lines.size() > 1 && lines.get(1).contains(",");
    TreeMap<Long, double[]> slots = new TreeMap<>();
    long slot = MONDAY.toEpochDay() * Series.DAY;
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        String[] parts = lines.get(i).split(",", -1);
        require(parts.length == (timed ? 2 : 1), i, timed ? "is not TIME,VALUE" : "is not one value");
        double[] sum = slots.computeIfAbsent(timed ? slot(parts[0].strip(), i) : slot++, none -> new double[2]);
        sum[0] += value(parts[parts.length - 1].strip(), i);
        sum[1]++;
      }
    }
    return whole(slots);
  }

  private long slot(String text, int line) {
    try {
      String time = text.replace(' ', 'T');
      boolean local = !time.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)");
      LocalDateTime at = local ? LocalDateTime.parse(time) : OffsetDateTime.parse(time).atZoneSameInstant(zone).toLocalDateTime();
      return at.toLocalDate().toEpochDay() * Series.DAY + (at.getHour() * 60 + at.getMinute()) / MINUTES;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(where(line) + ": the time is " + text + ", not as in 2026-01-31T13:30 or 2026-01-31T13:30Z", e);
    }
  }

  private double value(String text, int line) {
    try {
      double value = Double.parseDouble(text);
      require(Double.isFinite(value) && value > 0, line, "has the value " + text + "; all must be above 0, for errors and intervals are relative to them: leave out what was not measured");
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(where(line) + ": the value is " + text + ", not a number as in 22262.5", e);
    }
  }

  private Series whole(TreeMap<Long, double[]> slots) {
    if (slots.isEmpty()) {
      throw new IllegalArgumentException(file + " holds no values: one line that says what is in it, then one value a line, or TIME,VALUE");
    }
    long end = Math.floorDiv(slots.lastKey() + 1 + INTERPOLATED, (long) Series.DAY) * Series.DAY;
    long firstDay = -Math.floorDiv(-slots.firstKey(), (long) Series.DAY);
    long weeks = Math.max(0, (end / Series.DAY - firstDay) / 7);
    if (weeks < Series.LEAST_WEEKS) {
      throw new IllegalArgumentException(file + " holds " + weeks + " whole weeks; " + Series.LEAST_WEEKS + " are needed: four to test, the others to fit");
    }
    long begin = end - weeks * Series.WEEK;
    requireDense(end - begin, slots.subMap(begin, end).size(), begin);
    double[] values = new double[(int) (end - begin)];
    Arrays.fill(values, Double.NaN);
    slots.subMap(begin, end).forEach((slot, sum) -> values[(int) (slot - begin)] = sum[0] / sum[1]);
    return new Series(values, LocalDate.ofEpochDay(begin / Series.DAY), filled(values, begin));
  }

  /** Before there is memory for it: one wrong year makes a series of centuries. */
  private void requireDense(long all, long present, long begin) {
    if (all - present > MOST_FILLED * all) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "%s: %d of the %d half-hours from %s on have no value, more than %.0f %%: it takes a value every 30 minutes, or more often", file, all - present, all, time(begin), MOST_FILLED * 100));
    }
  }

  /** Fills what is missing. @return how many were filled */
  private int filled(double[] values, long begin) {
    int filled = (int) Arrays.stream(values).filter(Double::isNaN).count();
    for (int from = 0; from < values.length; from++) {
      if (Double.isNaN(values[from])) {
        int to = from;
        while (to < values.length && Double.isNaN(values[to])) {
          to++;
        }
        fill(values, from, to, begin);
      }
    }
    return filled;
  }

  private void fill(double[] values, int from, int to, long begin) {
    boolean inside = from > 0 && to < values.length;
    if (!(inside && to - from <= INTERPOLATED) && from < Series.WEEK) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "%s: %d half-hours from %s on have no value, and no week before them to look at: begin later, or fill them", file, to - from, time(begin + from)));
    }
    double before = inside ? values[from - 1] : 0;
    for (int i = from; i < to; i++) {
      values[i] = inside && to - from <= INTERPOLATED ? before + (values[to] - before) * (i - from + 1) / (to - from + 1) : values[i - Series.WEEK];
    }
  }

  private static LocalDateTime time(long slot) {
    return LocalDate.ofEpochDay(Math.floorDiv(slot, (long) Series.DAY)).atStartOfDay().plusMinutes(Math.floorMod(slot, (long) Series.DAY) * MINUTES);
  }

  private void require(boolean held, int line, String what) {
    if (!held) {
      throw new IllegalArgumentException(where(line) + " " + what);
    }
  }

  private String where(int line) {
    return file + ", line " + (line + 1);
  }
}
