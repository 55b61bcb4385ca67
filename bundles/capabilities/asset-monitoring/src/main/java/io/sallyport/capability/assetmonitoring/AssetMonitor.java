package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The signals of one asset, whether its alarms are suppressed by design, and its health. Not thread-safe. */
final class AssetMonitor {
  /** Name of the signal that is published. */
  static final String HEALTH = "health";

  private final Announcer announcer;
  private final Counters counters;
  private final Map<String, SignalMonitor> signals = new LinkedHashMap<>();
  private AssetRule rule;
  private boolean suppressed;

  AssetMonitor(AssetRule rule, Announcer announcer, Counters counters) {
    this.rule = rule;
    this.announcer = announcer;
    this.counters = counters;
    this.suppressed = announcer.standing().stream().anyMatch(alarm -> alarm.asset().equals(rule.asset()) && alarm.suppressed().isPresent());
  }

  /** Call it after {@link #signals}. */
  void rule(AssetRule changed) {
    boolean other = !changed.suppressSignal().equals(rule.suppressSignal()) || changed.suppressBelow() != rule.suppressBelow();
    if (other || changed.suppressSignal().isBlank()) {
      suppress(false);
    }
    rule = changed;
  }

  /**
   * Watches by these rules from now on; signals whose rule is unchanged go on.
   *
   * @param clock the time
   * @param now of the ticker, nanoseconds
   */
  void signals(Collection<SignalRule> rules, Instant clock, long now) {
    Map<String, SignalMonitor> before = Map.copyOf(signals);
    signals.clear();
    for (SignalRule one : rules) {
      SignalMonitor same = before.get(one.signal());
      signals.put(one.signal(), same != null && same.rule().equals(one) ? same : new SignalMonitor(one, clock, now, announcer::standing));
    }
  }

  /** Whether a rule still looks for a condition. */
  boolean watches(String condition) {
    return signals.values().stream().flatMap(signal -> signal.checks().stream()).anyMatch(check -> check.condition().equals(condition));
  }

  void accept(SignalBatch batch, long now) {
    String name = batch.signal().name();
    if (name.equals(rule.suppressSignal()) && batch.size() > 0) {
      design(batch);
    }
    for (SignalMonitor signal : signals.values()) {
      if (signal.rule().signal().equals(name)) {
        own(signal, batch, now);
      } else if (signal.rule().deviationSignal().equals(name) && signal.rule().fits(batch.signal().unit())) {
        for (int i = 0; i < batch.size(); i++) {
          signal.acceptOther(batch.nanos(i), batch.value(i), batch.quality(i), now, this::take);
        }
      }
    }
  }

  void check(long now) {
    signals.values().forEach(signal -> signal.check(now, this::take));
  }

  /** The health as it is now. Its quality is uncertain if a signal is not usable, and bad if none is. */
  SignalBatch health(Instant now) {
    long usable = signals.values().stream().filter(SignalMonitor::isUsable).count();
    Quality quality = usable == signals.size() ? Quality.GOOD : usable > 0 ? Quality.UNCERTAIN : Quality.BAD;
    return SignalBatch.of(new SignalId(rule.asset(), HEALTH, "%"), now, HealthScore.of(signals.values(), suppressed, rule.horizon()), quality);
  }

  private void own(SignalMonitor signal, SignalBatch batch, long now) {
    if (!signal.rule().fits(batch.signal().unit())) {
      counters.foreignUnit.increment();
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      counters.samples.increment();
      if (!signal.accept(batch.nanos(i), batch.value(i), batch.quality(i), batch.signal().unit(), now, this::take)) {
        counters.late.increment();
      }
    }
  }

  /** The newest usable value decides; without one, alarms are told. */
  private void design(SignalBatch batch) {
    int last = batch.size() - 1;
    boolean usable = batch.quality(last) != Quality.BAD && Double.isFinite(batch.value(last));
    suppress(usable && batch.value(last) < rule.suppressBelow());
  }

  private void suppress(boolean now) {
    if (now == suppressed) {
      return;
    }
    suppressed = now;
    for (Alarm alarm : announcer.standing()) {
      if (alarm.asset().equals(rule.asset()) && watches(alarm.condition())) {
        announcer.tell(new Change.Raised(alarm.suppressed(reason())));
      }
    }
  }

  private void take(Change change) {
    announcer.tell(change instanceof Change.Raised raised ? new Change.Raised(raised.alarm().suppressed(reason())) : change);
  }

  private Optional<String> reason() {
    return suppressed ? Optional.of(rule.suppressReason()) : Optional.empty();
  }
}
