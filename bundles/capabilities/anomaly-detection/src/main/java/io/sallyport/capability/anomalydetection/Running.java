package io.sallyport.capability.anomalydetection;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A watch that is subscribed to its signals, with what is done for it off their way. Thread-safe. */
final class Running {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private final AssetWatch watch;
  private final Memory memory;
  private final AuditTrail audit;
  private final Clock clock;
  private final Duration keep;
  private final Counters counters;
  private final Subscription subscription;
  private Instant kept;
  private boolean closed;
  private volatile String problem = "";

  private Running(AssetWatch watch, Memory memory, AuditTrail audit, Clock clock, Duration keep, Counters counters, Subscription subscription) {
    this.watch = watch;
    this.memory = memory;
    this.audit = audit;
    this.clock = clock;
    this.keep = keep;
    this.counters = counters;
    this.subscription = subscription;
    this.kept = clock.instant();
  }

  /** Takes up what was learnt and what lasts, then subscribes. @throws IllegalStateException SP-ANOMALY-0003 if that cannot be read */
  static Running start(AssetWatch watch, Path directory, SignalSource signals, InsightSink insights, AuditTrail audit, Clock clock, Duration keep, Counters counters) {
    Memory memory = new Memory(watch, directory, audit);
    memory.load();
    Settings settings = watch.settings();
    insights.lasting().stream().filter(one -> one.asset().equals(settings.asset()) && one.evidence().basis().startsWith(Episodes.kind(settings.name())))
        .reduce((a, b) -> b).ifPresent((Insight lasting) -> watch.adopt(lasting));
    return new Running(watch, memory, audit, clock, keep, counters, signals.subscribe(settings.asset(), Set.copyOf(settings.signals()), watch));
  }

  Settings settings() {
    return watch.settings();
  }

  String problem() {
    return problem.isEmpty() ? watch.problem() : problem;
  }

  String detail() {
    return watch.detail();
  }

  /** Trains a forest if it is time to, and keeps what was learnt. */
  synchronized void work() {
    if (closed) {
      return;
    }
    try {
      watch.toTrain(clock.instant()).ifPresent(this::train);
      if (!clock.instant().isBefore(kept.plus(keep))) {
        memory.save();
        kept = clock.instant();
      }
      problem = "";
    } catch (IOException | RuntimeException e) {
      trouble(e);
    }
  }

  /** Keeps what was learnt; nothing of it runs any more. @param forGood whether the asset is not watched any more: what lasts is ended */
  void close(boolean forGood) {
    subscription.close(); // waits for the delivery under way
    synchronized (this) {
      closed = true;
      if (forGood) {
        watch.end();
      }
      try {
        memory.save();
      } catch (IOException | RuntimeException e) {
        trouble(e);
      }
    }
  }

  private void train(double[][] rows) {
    TrainedForest trained = TrainedForest.train(rows, watch.settings(), clock.instant());
    audit.record("anomaly.trained", "train", watch.settings().name(), AuditTrail.Outcome.DONE, Map.of("asset", watch.settings().asset(), "rows",
        Integer.toString(trained.rows()), "limit", String.format(Locale.ROOT, "%.6f", trained.limit()), "forest", trained.digest()));
    watch.install(trained);
    counters.trained.increment();
    kept = Instant.EPOCH;
  }

  private void trouble(Exception e) {
    if (problem.isEmpty()) {
      LOG.error("what was learnt of {} could not be kept; tried again", watch.settings().name(), e);
    }
    problem = "SP-ANOMALY-0002: what was learnt could not be kept: " + e.getMessage() + " – " + watch.settings().name() + " – see the disk";
  }
}
