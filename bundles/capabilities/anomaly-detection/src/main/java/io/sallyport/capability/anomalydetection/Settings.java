package io.sallyport.capability.anomalydetection;

import io.sallyport.api.insight.Severity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A checked configuration of one watch; what each means is in {@link WatchConfig}.
 *
 * @param name of the configuration, unique
 * @param hold nanoseconds
 * @param row nanoseconds
 * @param gap nanoseconds
 */
record Settings(String name, String asset, List<String> signals, int epoch, int warmup, int window, boolean adapt, Season season, ZoneId zone, double outlierRatio, double alarmRatio,
    double deviationMin, double driftSlack, double driftLimit, int forestRows, int trees, int treeSample, long hold, long row, Duration retrain,
    int raise, int clear, long gap, double highRatio, double criticalRatio) {
  private static final double NANOS_PER_SECOND = 1e9;
  /** Signals of one watch. */
  static final int MOST_SIGNALS = 256;
  private static final int MOST_VALUES = 2_000_000;
  private static final int MOST_WARMUP = 1_000_000;
  /** Of what is kept: below the 64 MiB that a state file may have. */
  private static final long MOST_BYTES = 60L << 20;
  private static final int BYTES_PER_NODE = Short.BYTES + Double.BYTES + Integer.BYTES;
  private static final Pattern COMMA = Pattern.compile(",");

  Settings {
    signals = List.copyOf(signals);
    require(!asset.isBlank() && !asset.equals("*"), name, "asset", "must name one asset");
    require(signals.size() <= MOST_SIGNALS && Set.copyOf(signals).size() == signals.size(), name, "signals",
        "must be different names, at most " + MOST_SIGNALS);
    require(warmup >= 5 && warmup <= MOST_WARMUP, name, "warmup.samples", "must be 5 to " + MOST_WARMUP);
    require(window >= 5 && window <= 100_000, name, "window.samples", "must be 5 to 100000");
    require(Double.isNaN(outlierRatio) || outlierRatio >= 1 && Double.isFinite(outlierRatio), name, "outlier.ratio", "must be 1 or more, or NaN");
    require(deviationMin >= 0 && Double.isFinite(deviationMin), name, "deviation.min", "must be 0 or more");
    require(driftSlack >= 0 && Double.isFinite(driftSlack), name, "drift.slack", "must be 0 or more");
    require(Double.isNaN(driftLimit) || driftLimit >= 1 && Double.isFinite(driftLimit), name, "drift.limit", "must be 1 or more, or NaN");
    require(trees >= 10 && trees <= 1_000, name, "forest.trees", "must be 10 to 1000");
    require(treeSample >= 16 && treeSample <= 4_096, name, "forest.sample", "must be 16 to 4096");
    require(forestRows == 0 || forestRows >= 32 && forestRows <= 100_000, name, "forest.rows", "must be 0, or 32 to 100000");
    require((long) forestRows * signals.size() <= MOST_VALUES, name, "forest.rows", "times the number of signals must be at most " + MOST_VALUES);
    long forest = (long) forestRows * signals.size() * Double.BYTES + (forestRows == 0 ? 0 : 2L * trees * treeSample * BYTES_PER_NODE);
    require(forest <= MOST_BYTES, name, "forest.trees", "times forest.sample, with forest.rows, makes more than can be kept: " + (forest >> 20) + " of " + (MOST_BYTES >> 20) + " MiB");
    long windows = Math.max(1, signals.size()) * windowBytes(season, window, warmup);
    require(forest + windows <= MOST_BYTES, name, "window.samples", "or warmup.samples, times the " + season.parts() + " parts of the season and the signals, makes more than can be kept: "
        + (forest + windows >> 20) + " of " + (MOST_BYTES >> 20) + " MiB; make it smaller, or name fewer signals");
    require(alarmRatio >= 0 && alarmRatio <= 0.2, name, "alarm.ratio", "must be 0 to 0.2");
    require(hold >= 0, name, "hold.s", "must be 0 to 86400");
    require(row >= 0, name, "row.s", "must be 0 to 86400");
    require(!retrain.isNegative(), name, "retrain.h", "must be 0 or more");
    require(raise >= 1, name, "raise.samples", "must be 1 or more");
    require(clear >= 1, name, "clear.samples", "must be 1 or more");
    require(gap >= 1, name, "gap.s", "must be 1 or more");
    require(highRatio >= 1 && criticalRatio >= highRatio, name, "severity.high.ratio", "must be 1 or more, and severity.critical.ratio not below it");
  }

  /** @throws IllegalArgumentException a sentence that names the key to correct */
  static Settings of(String name, WatchConfig config) {
    List<String> signals = Arrays.stream(config.signals()).flatMap(COMMA::splitAsStream).map(String::trim).filter(signal -> !signal.isEmpty()).toList();
    return new Settings(name, config.asset(), signals, config.learn_epoch(), config.warmup_samples(), config.window_samples(), config.adapt(), config.season(),
        zone(name, config.zone()), config.outlier_ratio(), config.alarm_ratio(), config.deviation_min(), config.drift_slack(), config.drift_limit(), config.forest_rows(),
        config.forest_trees(), config.forest_sample(), nanos(config.hold_s()), nanos(config.row_s()), Duration.ofHours(config.retrain_h()),
        config.raise_samples(), config.clear_samples(), nanos(config.gap_s()), config.severity_high_ratio(), config.severity_critical_ratio());
  }

  /** How many signals it watches at most, where none is named. */
  int mostSignals() {
    return signals.isEmpty() ? (int) Math.min(MOST_SIGNALS, MOST_BYTES / windowBytes(season, window, warmup)) : signals.size();
  }

  boolean hasForest() {
    return forestRows > 0 && !signals.isEmpty();
  }

  Severity severity(double ratio) {
    return ratio >= criticalRatio ? Severity.CRITICAL : ratio >= highRatio ? Severity.HIGH : Severity.MEDIUM;
  }

  /** What must be the same for what was learnt to hold. */
  String learning() {
    return asset + " " + signals + " " + season + " " + zone + " epoch " + epoch;
  }

  private static long windowBytes(Season season, int window, int warmup) {
    return (long) season.parts() * Math.max(window, warmup) * Double.BYTES;
  }

  private static long nanos(double seconds) {
    return seconds >= 0 && seconds <= 1e9 ? (long) (seconds * NANOS_PER_SECOND) : -1;
  }

  private static ZoneId zone(String name, String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw problem(name, "zone", "is no time zone: " + zone);
    }
  }

  private static void require(boolean holds, String name, String key, String what) {
    if (!holds) {
      throw problem(name, key, what);
    }
  }

  private static IllegalArgumentException problem(String name, String key, String what) {
    return new IllegalArgumentException("SP-ANOMALY-0001: " + key + " " + what + " – configuration " + WatchConfig.PID + "-" + name + " – correct it");
  }
}
