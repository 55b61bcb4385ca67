package com.acme.limits;

import io.sallyport.api.insight.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What some signals may do, as configured and checked. Limits are in the signal's unit, times in seconds; NaN where nothing is set.
 *
 * @param name of the configuration, unique
 * @param asset or {@code *}
 * @param signals names; empty means all
 * @param unit empty means any
 */
record Rule(String name, String asset, Set<String> signals, String unit, Bound low, Bound high, double hysteresis, double ratePerSecond,
    double rateWindow, double stuckAfter, double stuckBand, double silentAfter, double delay, Severity severity, Severity severityExtreme) {
  static final String ANY = "*";

  /** A list in a .cfg file comes as one string. */
  private static final Pattern COMMA = Pattern.compile(",");

  /** @throws IllegalArgumentException a sentence that names the key to correct */
  static Rule of(String name, RuleConfig config) {
    Set<String> signals = Arrays.stream(config.signals()).flatMap(COMMA::splitAsStream).map(String::trim).collect(Collectors.toUnmodifiableSet());
    Rule rule = new Rule(name, config.asset(), signals.contains(ANY) ? Set.of() : signals, config.unit(), new Bound(config.low(), config.low_low()),
        new Bound(config.high(), config.high_high()), config.hysteresis(), config.rate_per_s(), config.rate_window_s(), config.stuck_after_s(),
        config.stuck_band(), config.silent_after_s(), config.delay_s(), config.severity(), config.severity_extreme());
    rule.check();
    return rule;
  }

  boolean covers(String ofAsset, String signal) {
    return (asset.equals(ANY) || asset.equals(ofAsset)) && (signals.isEmpty() || signals.contains(signal));
  }

  /** Whether its limits are in that unit. */
  boolean fits(String ofSignal) {
    return unit.isEmpty() || unit.equals(ofSignal);
  }

  /** Whether it names the signal, rather than taking all. */
  boolean names(String signal) {
    return signals.contains(signal);
  }

  /** Whether an episode about the subject can last under this rule. */
  boolean looksFor(Subject subject) {
    boolean kind = subject.kind() == Kind.SILENT ? watchesSilence() : detectors().stream().anyMatch(detector -> detector.kind() == subject.kind());
    return name.equals(subject.rule()) && covers(subject.asset(), subject.signal()) && kind;
  }

  boolean watchesSilence() {
    return !Double.isNaN(silentAfter);
  }

  /** Fresh detectors for one signal. */
  List<Detector> detectors() {
    List<Detector> detectors = new ArrayList<>();
    if (low.isSet()) {
      detectors.add(new BoundDetector(Kind.LOW, low, this));
    }
    if (high.isSet()) {
      detectors.add(new BoundDetector(Kind.HIGH, high, this));
    }
    if (!Double.isNaN(ratePerSecond)) {
      detectors.add(new RateDetector(this));
    }
    if (!Double.isNaN(stuckAfter)) {
      detectors.add(new StuckDetector(this));
    }
    return detectors;
  }

  private void check() {
    require(!asset.isBlank(), "asset", "is empty: name an asset, or * for every asset");
    require(signals.stream().noneMatch(String::isBlank), "signals", "has an empty name");
    require(!detectors().isEmpty() || watchesSilence(), "high", "and all other limits are absent: set at least one of low.low, low, high, high.high,"
        + " rate.per.s, stuck.after.s, silent.after.s");
    double[] ladder = {low.extreme(), low.limit(), high.limit(), high.extreme()};
    String[] keys = {"low.low", "low", "high", "high.high"};
    int below = -1;
    for (int i = 0; i < ladder.length; i++) {
      if (!Double.isNaN(ladder[i])) {
        require(!Double.isInfinite(ladder[i]), keys[i], "is infinite");
        require(below < 0 || ladder[below] < ladder[i], keys[i], below < 0 ? "" : "is " + ladder[i] + ", not above " + keys[below] + ", " + ladder[below]);
        below = i;
      }
    }
    require(hysteresis >= 0 && hysteresis < Double.POSITIVE_INFINITY, "hysteresis", "is " + hysteresis + ", not 0 or more");
    require(!(low.isSet() && high.isSet()) || hysteresis < high.first() - low.first(), "hysteresis", "is " + hysteresis
        + ", not less than the distance of the limits: an insight would never end");
    positive("rate.per.s", ratePerSecond);
    positive("stuck.after.s", stuckAfter);
    positive("silent.after.s", silentAfter);
    require(rateWindow > 0 && rateWindow <= 86_400, "rate.window.s", "is " + rateWindow + ", not above 0 and at most a day");
    require(stuckBand >= 0, "stuck.band", "is " + stuckBand + ", not 0 or more");
    require(delay >= 0 && delay <= 86_400, "delay.s", "is " + delay + ", not 0 or more and at most a day");
  }

  private void positive(String key, double value) {
    require(Double.isNaN(value) || value > 0 && !Double.isInfinite(value), key, "is " + value + ", not above 0");
  }

  private void require(boolean holds, String key, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("rule " + name + ": " + key + " " + otherwise);
    }
  }
}
