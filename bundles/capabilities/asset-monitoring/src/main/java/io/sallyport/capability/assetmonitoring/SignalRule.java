package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.insight.Severity;

/**
 * A checked configuration of one signal; what each means is in {@link SignalConfig}. Limits that are not watched are NaN.
 *
 * @param name of the configuration
 * @param delayOn nanoseconds
 * @param delayOff nanoseconds
 * @param rateWindow nanoseconds
 * @param trendWindow nanoseconds
 */
record SignalRule(String name, String asset, String signal, String unit, double lowLow, double low, double high, double highHigh, double deadband, long delayOn,
    long delayOff, double rate, long rateWindow, double staleAfter, boolean badQuality, String deviationSignal, double deviationLimit, Severity priority,
    Severity priorityExtreme, Severity priorityData, boolean latching, long trendWindow) {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  SignalRule {
    require(named(asset) && !asset.equals("*") && named(signal), "asset and signal must be named, with 1 to 100 characters");
    require(finiteOrAbsent(lowLow) && finiteOrAbsent(low) && finiteOrAbsent(high) && finiteOrAbsent(highHigh), "limits must be finite");
    ascending("low.low", lowLow, "low", low);
    ascending("low", low, "high", high);
    ascending("high", high, "high.high", highHigh);
    ascending("low.low", lowLow, "high.high", highHigh);
    ascending("low.low", lowLow, "high", high);
    ascending("low", low, "high.high", highHigh);
    require(deadband >= 0 && Double.isFinite(deadband), "deadband must not be negative");
    require(delayOn >= 0 && delayOff >= 0, "delay.on.ms and delay.off.ms must not be negative");
    require(positiveOrAbsent(rate) && rateWindow > 0, "rate.per.s and rate.window.s must be above 0");
    require(positiveOrAbsent(staleAfter), "stale.after.s must be above 0");
    require(positiveOrAbsent(deviationLimit), "deviation.limit must be above 0");
    require(deviationSignal.isBlank() == Double.isNaN(deviationLimit), "deviation.signal and deviation.limit go together");
    require(deviationSignal.isBlank() || named(deviationSignal) && !deviationSignal.equals(signal), "deviation.signal must be another signal");
    require(trendWindow >= 60 * NANOS_PER_SECOND, "trend.window.s must be at least 60");
  }

  /** @throws IllegalArgumentException if a value is out of its range */
  static SignalRule of(String name, SignalConfig config) {
    return new SignalRule(name, config.asset(), config.signal(), config.unit(), config.low_low(), config.low(), config.high(), config.high_high(), config.deadband(),
        config.delay_on_ms() * NANOS_PER_MILLI, config.delay_off_ms() * NANOS_PER_MILLI, config.rate_per_s(), config.rate_window_s() * NANOS_PER_SECOND,
        config.stale_after_s(), config.bad_quality(), config.deviation_signal(), config.deviation_limit(), config.priority(), config.priority_extreme(),
        config.priority_data(), config.latching(), config.trend_window_s() * NANOS_PER_SECOND);
  }

  boolean fits(String unitOfBatch) {
    return unit.isBlank() || unit.equals(unitOfBatch);
  }

  /** Name of the condition, for ever. */
  String condition(Kind kind) {
    return asset + "/" + signal + "/" + kind;
  }

  private static boolean named(String text) {
    return !text.isBlank() && text.length() <= 100;
  }

  private static boolean finiteOrAbsent(double value) {
    return Double.isNaN(value) || Double.isFinite(value);
  }

  private static boolean positiveOrAbsent(double value) {
    return Double.isNaN(value) || Double.isFinite(value) && value > 0;
  }

  private static void ascending(String lower, double below, String upper, double above) {
    require(!(below >= above), lower + " must be below " + upper);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
