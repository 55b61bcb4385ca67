package io.sallyport.shell.model;

import io.sallyport.inference.Histogram;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** How histograms are shown. */
final class HistogramForm {
  private static final double HUNDRED = 100;
  private static final int DIGITS = 3;
  /** Percent; what would show as zero is left out. */
  private static final double LEAST_SHOWN = 0.05;
  private static final double MICROS = 1e6;
  private static final double MILLI = 1e-3;

  private HistogramForm() {}

  /** One line: the buckets in which something is, with their shares. */
  static String line(Histogram histogram, DoubleFunction<String> bound) {
    List<String> parts = new ArrayList<>();
    long total = histogram.count();
    for (int i = 0; total > 0 && i < histogram.counts().size(); i++) {
      long count = histogram.counts().get(i);
      if (count * HUNDRED >= total * LEAST_SHOWN) {
        boolean beyond = i == histogram.bounds().size();
        parts.add((beyond ? "> " + bound.apply(histogram.bounds().get(i - 1)) : "≤ " + bound.apply(histogram.bounds().get(i)))
            + String.format(Locale.ROOT, " %.1f %%", count * HUNDRED / total));
      }
    }
    return parts.isEmpty() ? "–" : String.join(", ", parts);
  }

  /** A time in seconds, in µs or ms. */
  static String time(double seconds) {
    return seconds < MILLI ? Math.round(seconds * MICROS) + " µs" : plain(seconds / MILLI) + " ms";
  }

  /** To three digits, without zeros at the end. */
  static String number(double value) {
    return plain(new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue());
  }

  private static String plain(double value) {
    double exact = Math.rint(value * MICROS) / MICROS;
    return exact == Math.rint(exact) && Math.abs(exact) < MICROS ? Long.toString((long) exact) : Double.toString(exact == 0 ? value : exact);
  }
}
