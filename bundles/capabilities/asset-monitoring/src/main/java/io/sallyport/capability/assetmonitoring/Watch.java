package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalSink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Watches assets from start to stop: samples in, alarms and health out. Thread-safe. */
final class Watch implements SignalConsumer {
  /** A configuration that is changed goes and comes back, and after a restart it may come late: no reason to clear what stands. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final InstantSource clock;
  private final LongSupplier ticker;
  private final Announcer announcer;
  private final SignalSink sink;
  private final Counters counters;
  private final Map<String, AssetMonitor> assets = new LinkedHashMap<>();
  private final Map<String, Long> orphans = new HashMap<>();

  /** @param ticker nanoseconds that no clock sets: by them silence and delays count, so that a step of the clock is no silence */
  Watch(InstantSource clock, LongSupplier ticker, Announcer announcer, SignalSink sink, Counters counters) {
    this.clock = clock;
    this.ticker = ticker;
    this.announcer = announcer;
    this.sink = sink;
    this.counters = counters;
  }

  /** Watches by these rules from now on. What stands goes on where a rule still looks for it, and is cleared a while later where none does. */
  synchronized void rules(Collection<SignalRule> signals, Collection<AssetRule> rules) {
    Map<String, List<SignalRule>> byAsset = signals.stream().collect(Collectors.groupingBy(SignalRule::asset, LinkedHashMap::new, Collectors.toList()));
    assets.keySet().retainAll(byAsset.keySet());
    byAsset.forEach((asset, own) -> {
      AssetRule rule = rules.stream().filter(one -> one.asset().equals(asset)).findFirst().orElseGet(() -> AssetRule.standard(asset));
      AssetMonitor monitor = assets.computeIfAbsent(asset, name -> new AssetMonitor(rule, announcer, counters));
      monitor.signals(own, clock.instant(), ticker.getAsLong());
      monitor.rule(rule);
    });
    announcer.flush();
  }

  @Override
  public synchronized void accept(SignalBatch batch) {
    AssetMonitor asset = assets.get(batch.signal().asset());
    if (asset != null) {
      asset.accept(batch, ticker.getAsLong());
      if (announcer.hasNews()) {
        announcer.flush();
      }
    }
  }

  /** Looks for silence, for delays that are over, and for what no rule looks for any more; tries again what could not be told. About once a second. */
  synchronized void check() {
    long now = ticker.getAsLong();
    assets.values().forEach(asset -> asset.check(now));
    clearOrphans(now);
    announcer.flush();
  }

  /** Publishes the health of each asset. */
  void publish() {
    healths().forEach(sink::accept); // without the lock: it is ours, not the sink's
  }

  /** What keeps it from its work, empty if nothing does. */
  String problem() {
    return announcer.problem();
  }

  private synchronized List<SignalBatch> healths() {
    Instant now = clock.instant();
    return assets.values().stream().map(asset -> asset.health(now)).toList();
  }

  private void clearOrphans(long now) {
    for (Alarm alarm : announcer.standing()) {
      AssetMonitor asset = assets.get(alarm.asset());
      if (asset != null && asset.watches(alarm.condition())) {
        orphans.remove(alarm.condition());
      } else if (now - orphans.computeIfAbsent(alarm.condition(), one -> now) >= GRACE.toNanos()) {
        orphans.remove(alarm.condition());
        announcer.tell(new Change.Cleared(alarm.condition(), clock.instant()));
      }
    }
  }
}
