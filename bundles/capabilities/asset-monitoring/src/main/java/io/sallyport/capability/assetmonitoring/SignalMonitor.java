package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.signal.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Everything that is watched of one signal. What is {@code now} is of a ticker that no clock sets, in nanoseconds. Not thread-safe. */
final class SignalMonitor {
  /** So many samples in a row that are older than the newest mean that the source's clock was set back. */
  private static final int STEP_BACK = 32;

  private final SignalRule rule;
  private final List<Check> checks = new ArrayList<>();
  private final Rate rate;
  private final Trend trend;
  private String unit;
  private final long begun;
  private long heard;
  private boolean good;
  private double last = Double.NaN;
  private double other = Double.NaN;
  private long newest = Long.MIN_VALUE;
  private int late;

  /**
   * @param begun when it is made, by the clock
   * @param standing what stood of a condition when the plugin stopped or the rule was changed
   */
  SignalMonitor(SignalRule rule, Instant begun, long now, Function<String, Optional<Alarm>> standing) {
    this.rule = rule;
    this.begun = Nanos.of(begun);
    this.heard = now;
    this.unit = rule.unit().isBlank() ? "1" : rule.unit();
    this.rate = new Rate(rule.rateWindow());
    this.trend = new Trend(rule.trendWindow());
    add(Kind.HH, rule.highHigh(), rule.priorityExtreme());
    add(Kind.H, rule.high(), rule.priority());
    add(Kind.L, rule.low(), rule.priority());
    add(Kind.LL, rule.lowLow(), rule.priorityExtreme());
    add(Kind.RATE, rule.rate(), rule.priority());
    add(Kind.DEV, rule.deviationLimit(), rule.priority());
    add(Kind.STALE, rule.staleAfter(), rule.priorityData());
    add(Kind.BAD, rule.badQuality() ? 0 : Double.NaN, rule.priorityData());
    checks.forEach(check -> standing.apply(check.condition()).ifPresent(check::resume));
  }

  SignalRule rule() {
    return rule;
  }

  List<Check> checks() {
    return checks;
  }

  /** Whether there is a value of good quality, and it is not stale. */
  boolean isUsable() {
    return good && checks.stream().noneMatch(check -> check.holds() && (check.kind() == Kind.STALE || check.kind() == Kind.BAD));
  }

  /** Seconds until the present trend reaches the next limit; infinite if it does not head there. */
  double secondsToLimit() {
    double least = Double.POSITIVE_INFINITY;
    for (double limit : new double[] {rule.lowLow(), rule.low(), rule.high(), rule.highHigh()}) {
      boolean ahead = !Double.isNaN(limit) && (limit == rule.high() || limit == rule.highHigh() ? last < limit : last > limit);
      least = ahead ? Math.min(least, trend.secondsTo(limit)) : least;
    }
    return least;
  }

  /** A sample of this signal. @return false if it was left out because it is older than the newest */
  boolean accept(long nanos, double value, Quality quality, String inUnit, long now, Consumer<Change> changes) {
    if (nanos < newest && ++late < STEP_BACK) {
      return false;
    }
    if (late >= STEP_BACK) {
      rate.restart();
    }
    late = 0;
    newest = nanos;
    heard = now;
    unit = inUnit;
    good = quality != Quality.BAD && Double.isFinite(value);
    look(Kind.STALE, false, true, 0, "s", nanos, now, changes);
    look(Kind.BAD, !good, good, Double.isFinite(value) ? value : 0, inUnit, nanos, now, changes);
    if (good) {
      last = value;
      trend.accept(nanos, value);
      limits(nanos, now, changes);
      double change = rate.accept(nanos, value);
      look(Kind.RATE, Math.abs(change) > rule.rate(), Math.abs(change) <= rule.rate(), change, inUnit, nanos, now, changes);
      deviation(nanos, now, changes);
    }
    return true;
  }

  /** A sample of the signal that this one must agree with. */
  void acceptOther(long nanos, double value, Quality quality, long now, Consumer<Change> changes) {
    other = quality == Quality.BAD || !Double.isFinite(value) ? Double.NaN : value;
    deviation(nanos, now, changes);
  }

  /** Looks for silence and for delays that are over; called about once a second. */
  void check(long now, Consumer<Change> changes) {
    double silent = (now - heard) / 1e9;
    if (silent > rule.staleAfter()) { // false if it is not watched
      long at = newest == Long.MIN_VALUE ? begun : newest;
      look(Kind.STALE, true, false, silent, "s", at, now, changes);
    }
    checks.forEach(check -> check.check(now).ifPresent(changes));
  }

  private void limits(long nanos, long now, Consumer<Change> changes) {
    double band = rule.deadband();
    look(Kind.HH, last > rule.highHigh(), last <= rule.highHigh() - band, last, unit, nanos, now, changes);
    look(Kind.H, last > rule.high(), last <= rule.high() - band, last, unit, nanos, now, changes);
    look(Kind.L, last < rule.low(), last >= rule.low() + band, last, unit, nanos, now, changes);
    look(Kind.LL, last < rule.lowLow(), last >= rule.lowLow() + band, last, unit, nanos, now, changes);
  }

  private void deviation(long nanos, long now, Consumer<Change> changes) {
    double off = Math.abs(last - other);
    if (!Double.isNaN(off)) {
      look(Kind.DEV, off > rule.deviationLimit(), off <= rule.deviationLimit() - rule.deadband(), off, unit, nanos, now, changes);
    }
  }

  private void look(Kind kind, boolean beyond, boolean calm, double value, String inUnit, long nanos, long now, Consumer<Change> changes) {
    for (Check check : checks) {
      if (check.kind() == kind) {
        check.accept(beyond, calm, value, inUnit, nanos, now).ifPresent(changes);
      }
    }
  }

  private void add(Kind kind, double limit, Severity priority) {
    if (!Double.isNaN(limit)) {
      boolean data = kind == Kind.STALE;
      checks.add(new Check(rule, kind, limit, priority, data ? 0 : rule.delayOn(), data ? 0 : rule.delayOff()));
    }
  }
}
