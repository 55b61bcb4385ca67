package io.sallyport.models.demand;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
  private static final List<String> WORDS = List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");
  private static final int WHOLE_FROM = 100;
  private static final int DIGITS = 3;

  private Numbers() {}

  /** Up to twelve in words. */
  static String word(int count) {
    return count < WORDS.size() ? WORDS.get(count) : Integer.toString(count);
  }

  static double oneDigit(double value) {
    return new BigDecimal(value).round(new MathContext(1)).doubleValue();
  }

  /** Whole from 100 on, else of three digits. */
  static String of(double value) {
    return Math.abs(value) >= WHOLE_FROM ? String.format(Locale.ROOT, "%.0f", value) : new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros().toPlainString();
  }
}
