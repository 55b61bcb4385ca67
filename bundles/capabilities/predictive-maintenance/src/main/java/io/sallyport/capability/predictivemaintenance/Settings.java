package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.insight.Severity;
import java.util.List;
import java.util.Set;

/**
 * A checked configuration; what each means is in {@link Config}.
 *
 * @param rowTimeout nanoseconds
 * @param gap nanoseconds
 */
record Settings(String asset, List<String> signals, String model, int windowRows, int stride, int raiseWindows, int clearWindows,
    double clearRatio, double highRatio, double criticalRatio, Severity workOrderSeverity, long rowTimeout, int rowPending, long gap) {
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int MOST_SIGNALS = 64;
  private static final int LONGEST_WINDOW = 65_536;

  Settings {
    signals = List.copyOf(signals);
    require(!asset.isBlank() && !asset.equals("*"), "asset must name one asset");
    require(!signals.isEmpty() && signals.size() <= MOST_SIGNALS && signals.stream().noneMatch(String::isBlank), "signals must be 1 to 64 names");
    require(Set.copyOf(signals).size() == signals.size(), "signals must differ");
    require(!model.isBlank(), "model must name a model package");
    require(windowRows >= 1 && windowRows <= LONGEST_WINDOW, "window.rows must be 1 to 65536");
    require(stride >= 1 && raiseWindows >= 1 && clearWindows >= 1, "stride, raise.windows and clear.windows must be at least 1");
    require(clearRatio > 0 && clearRatio <= 1, "clear.ratio must be above 0, at most 1");
    require(highRatio > 1 && criticalRatio >= highRatio, "severity.high.ratio must be above 1, severity.critical.ratio not below it");
    require(rowTimeout > 0 && rowPending >= 1 && gap > 0, "row.timeout.ms, row.pending and gap.ms must be positive");
  }

  /** @throws IllegalArgumentException if a value is out of its range */
  static Settings of(Config config) {
    return new Settings(config.asset(), List.of(config.signals()), config.model(), config.window_rows(), config.stride(),
        config.raise_windows(), config.clear_windows(), config.clear_ratio(), config.severity_high_ratio(), config.severity_critical_ratio(),
        config.work_order_severity(), config.row_timeout_ms() * NANOS_PER_MILLI, config.row_pending(), config.gap_ms() * NANOS_PER_MILLI);
  }

  /** @param ratio score over threshold */
  Severity severity(double ratio) {
    return ratio >= criticalRatio ? Severity.CRITICAL : ratio >= highRatio ? Severity.HIGH : Severity.MEDIUM;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("configuration " + Config.PID + ": " + what);
    }
  }
}
