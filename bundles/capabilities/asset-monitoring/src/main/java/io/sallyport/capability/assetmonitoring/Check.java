package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** One kind of condition of one signal. Not thread-safe. */
final class Check {
  private static final int LONGEST_BASIS = 256;
  private static final int LONGEST_MESSAGE = 512;
  private static final int LONGEST_UNIT = 64;
  private static final String PER_SECOND = "/s";

  private final SignalRule rule;
  private final Kind kind;
  private final double limit;
  private final Severity priority;
  private final Debounce debounce;
  private String unit = "1";
  private double seen;
  private long newest;

  Check(SignalRule rule, Kind kind, double limit, Severity priority, long delayOn, long delayOff) {
    this.rule = rule;
    this.kind = kind;
    this.limit = limit;
    this.priority = priority;
    this.debounce = new Debounce(delayOn, delayOff);
  }

  String condition() {
    return rule.condition(kind);
  }

  Kind kind() {
    return kind;
  }

  double limit() {
    return limit;
  }

  Severity priority() {
    return priority;
  }

  boolean holds() {
    return debounce.isOn();
  }

  /** Goes on with an alarm that stood when the plugin stopped. */
  void resume(Alarm standing) {
    debounce.resume();
    seen = standing.evidence().score();
    unit = standing.evidence().unit();
    newest = Nanos.of(standing.evidence().to());
  }

  /** @return what changed, if anything did */
  Optional<Change> accept(boolean beyond, boolean calm, double value, String inUnit, long nanos, long now) {
    if (beyond || !debounce.isOn()) {
      seen = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value)); // a difference of finite values may be infinite
      unit = kind == Kind.RATE ? cut(inUnit, LONGEST_UNIT - PER_SECOND.length()) + PER_SECOND : cut(inUnit, LONGEST_UNIT);
      newest = nanos;
    }
    return debounce.accept(beyond, calm, nanos, now) ? Optional.of(change()) : Optional.empty();
  }

  /** Looks whether a delay is over. */
  Optional<Change> check(long now) {
    return debounce.check(now) ? Optional.of(change()) : Optional.empty();
  }

  private Change change() {
    Instant since = Nanos.instant(debounce.since());
    return debounce.isOn() ? new Change.Raised(alarm(since)) : new Change.Cleared(condition(), since);
  }

  private Alarm alarm(Instant since) {
    Evidence evidence = Evidence.ofRule(cut(rule.name() + ": " + words(), LONGEST_BASIS), rule.signal(), seen, limit, unit, since, Nanos.instant(Math.max(newest, debounce.since())));
    return new Alarm(condition(), rule.asset(), priority, message(), since, rule.latching(), Optional.empty(), evidence);
  }

  private String message() {
    String found = kind == Kind.BAD || kind == Kind.STALE ? "" : ": " + amount(seen) + unit();
    return cut(rule.asset() + "/" + rule.signal() + " is " + words() + found, LONGEST_MESSAGE);
  }

  private String words() {
    return switch (kind) {
      case BAD -> kind.words();
      case STALE -> kind.words() + " " + amount(limit) + " s";
      case DEV -> kind.words() + " " + amount(limit) + unit() + " from " + rule.deviationSignal();
      case RATE, HH, H, L, LL -> kind.words() + " " + (kind == Kind.RATE ? "" : kind + " ") + amount(limit) + unit();
    };
  }

  private String unit() {
    return unit.equals("1") ? "" : " " + unit;
  }

  private static String amount(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  /** What the platform keeps of a text. */
  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
