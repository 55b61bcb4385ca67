package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.insight.Severity;
import java.util.Collection;
import java.util.List;

/**
 * How an asset fares, 0 (in a bad way) … 100 (nothing is wrong):
 * {@code 100 · Π(1 − w) · (1 + q)/2 · (1 − t/5)}, with the weight w of each standing alarm by its priority (NORMAL 0.05, MEDIUM 0.15, HIGH
 * 0.35, CRITICAL 0.7), the share q of its signals that are usable, and t = 1 − seconds to the next limit at the present trend / horizon, of the signal
 * that gets there first, 0 if none does within the horizon. Alarms that are suppressed by design do not count.
 */
final class HealthScore {
  private static final double BEST = 100;
  private static final double TREND = 0.2;

  private HealthScore() {}

  /** @param horizon nanoseconds */
  static double of(Collection<SignalMonitor> signals, boolean suppressed, long horizon) {
    double alarms = 1;
    double soonest = Double.POSITIVE_INFINITY;
    int usable = 0;
    for (SignalMonitor signal : signals) {
      List<Check> standing = signal.checks().stream().filter(Check::holds).toList();
      for (Check check : suppressed ? List.<Check>of() : standing) {
        alarms *= 1 - weight(check.priority());
      }
      usable += signal.isUsable() ? 1 : 0;
      soonest = suppressed ? soonest : Math.min(soonest, signal.secondsToLimit());
    }
    double quality = signals.isEmpty() ? 1 : usable / (double) signals.size();
    double trend = Math.max(0, 1 - soonest / (horizon / 1e9));
    return BEST * alarms * (1 + quality) / 2 * (1 - TREND * trend);
  }

  static double weight(Severity priority) {
    return switch (priority) {
      case NORMAL -> 0.05;
      case MEDIUM -> 0.15;
      case HIGH -> 0.35;
      case CRITICAL -> 0.7;
    };
  }
}
