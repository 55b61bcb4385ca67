package com.acme.limits;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Watches signals by rules: samples in, episodes out. Thread-safe. */
final class Watch implements SignalConsumer {
  private record Key(String asset, String signal) {}

  /** A rule that is changed goes and comes back, and after a restart the rules may come late: no reason to end what lasts. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final int most;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final Reporter reporter;
  private final Counters counters;
  private final Map<Key, List<Monitor>> monitors = new HashMap<>();
  private final Map<Subject, Episode> lasting = new LinkedHashMap<>();
  private final Map<Subject, Instant> orphans = new HashMap<>();
  private List<Rule> rules = List.of();

  /** @param most signals watched at most */
  Watch(int most, InstantSource clock, Supplier<UUID> ids, Reporter reporter, Counters counters) {
    this.most = most;
    this.clock = clock;
    this.ids = ids;
    this.reporter = reporter;
    this.counters = counters;
  }

  /** Goes on with what lasted when the plugin stopped. Call it before {@link #rules}. */
  synchronized void resume() {
    for (Episode episode : reporter.lasting()) {
      lasting.put(episode.subject(), episode);
      reporter.report(episode); // the platform may have ended it meanwhile: it goes on under the same id
    }
  }

  /** Watches by these rules from now on. What lasts goes on where a rule still looks for it, and ends a while later where none does. */
  synchronized void rules(List<Rule> changed) {
    rules = List.copyOf(changed);
    for (Map.Entry<Key, List<Monitor>> entry : monitors.entrySet()) {
      entry.setValue(monitors(entry.getKey(), entry.getValue()));
    }
    monitors.values().removeIf(List::isEmpty);
    rules.forEach(this::expect);
    reporter.flush();
  }

  @Override
  public synchronized void accept(SignalBatch batch) {
    SignalId signal = batch.signal();
    Instant now = clock.instant();
    for (Monitor monitor : watching(new Key(signal.asset(), signal.name()))) {
      if (!monitor.rule().fits(signal.unit())) {
        if (monitor.rule().names(signal.name())) {
          counters.foreignUnit.increment();
        }
        continue;
      }
      monitor.unit(signal.unit());
      for (int i = 0; i < batch.size(); i++) {
        accept(monitor, batch.nanos(i), batch.value(i), batch.quality(i), now);
      }
    }
    if (reporter.hasNews()) {
      reporter.flush();
    }
  }

  /** Looks for silent signals, ends what no rule looks for any more, and tries again what could not be reported; to be called about once a second. */
  synchronized void check() {
    Instant now = clock.instant();
    monitors.values().forEach(all -> all.forEach(monitor -> monitor.check(now, this::take)));
    endOrphans(now);
    reporter.flush();
  }

  /** What keeps it from its work, empty if nothing does. */
  String problem() {
    return reporter.problem();
  }

  /** Signals that are watched. */
  synchronized int signals() {
    return monitors.size();
  }

  private void accept(Monitor monitor, long nanos, double value, Quality quality, Instant now) {
    counters.samples.increment();
    if (quality == Quality.BAD || !Double.isFinite(value)) {
      counters.unusable.increment();
    } else if (!monitor.accept(nanos, value, now, this::take)) {
      counters.late.increment();
    }
  }

  private void endOrphans(Instant now) {
    for (Episode episode : List.copyOf(lasting.values())) {
      Subject subject = episode.subject();
      if (rules.stream().anyMatch(rule -> rule.looksFor(subject))) {
        orphans.remove(subject);
      } else if (!now.isBefore(orphans.computeIfAbsent(subject, one -> now).plus(GRACE))) {
        orphans.remove(subject);
        take(episode.ended());
      }
    }
  }

  private void take(Episode episode) {
    if (episode.until().isPresent()) {
      lasting.remove(episode.subject());
    } else {
      lasting.put(episode.subject(), episode);
    }
    reporter.report(episode);
  }

  /** Signals that a rule names are watched for silence even if they never come. */
  private void expect(Rule rule) {
    if (rule.watchesSilence() && !rule.asset().equals(Rule.ANY)) {
      rule.signals().forEach(signal -> watching(new Key(rule.asset(), signal)));
    }
  }

  private List<Monitor> watching(Key key) {
    List<Monitor> known = monitors.get(key);
    if (known != null) {
      return known;
    }
    List<Monitor> fresh = monitors(key, List.of());
    if (!fresh.isEmpty() && monitors.size() >= most) {
      counters.overflow.increment();
      return List.of();
    }
    if (!fresh.isEmpty()) {
      monitors.put(key, fresh);
    }
    return fresh;
  }

  /** The monitors of a signal; those whose rule is unchanged stay. */
  private List<Monitor> monitors(Key key, List<Monitor> before) {
    List<Monitor> monitors = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.covers(key.asset(), key.signal())) {
        Optional<Monitor> same = before.stream().filter(monitor -> monitor.rule().equals(rule)).findFirst();
        monitors.add(same.orElseGet(() -> new Monitor(rule, key.asset(), key.signal(), ids, clock.instant(), this::last)));
      }
    }
    return monitors;
  }

  private Optional<Episode> last(Subject subject) {
    return Optional.ofNullable(lasting.get(subject));
  }
}
