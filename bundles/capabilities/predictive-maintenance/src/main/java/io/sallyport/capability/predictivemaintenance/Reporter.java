package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.api.workorder.WorkOrderSink;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports episodes as insights, and severe ones as proposals for work orders. What could not be reported waits, in a bounded list, and
 * is tried again. Not thread-safe.
 */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final int MOST_WAITING = 256;
  private static final long RETRY_NANOS = 1_000_000_000L;
  private static final int NAMED_SIGNALS = 3;

  private final Settings settings;
  private final InsightSink insights;
  private final WorkOrderSink workOrders;
  private final LongSupplier ticker;
  private final Counters counters;
  private final Map<UUID, Episode> waiting = new LinkedHashMap<>();
  private UUID raised;
  private UUID proposed;
  private long retryAt;
  private volatile String problem = "";

  Reporter(Settings settings, InsightSink insights, WorkOrderSink workOrders, LongSupplier ticker, Counters counters) {
    this.settings = settings;
    this.insights = insights;
    this.workOrders = workOrders;
    this.ticker = ticker;
    this.counters = counters;
  }

  /** Reports the episode's latest state, now or as soon as it can. */
  void report(Episode episode) {
    if (waiting.size() >= MOST_WAITING && !waiting.containsKey(episode.id())) {
      waiting.remove(waiting.keySet().iterator().next());
      counters.reportsLost.increment();
    }
    waiting.put(episode.id(), episode);
    flush();
  }

  /** Tries again what waits, at most once a second after a failure. */
  void flush() {
    if (waiting.isEmpty() || !problem.isEmpty() && ticker.getAsLong() - retryAt < 0) {
      return;
    }
    try {
      for (Iterator<Episode> next = waiting.values().iterator(); next.hasNext(); ) {
        send(next.next());
        next.remove();
      }
      problem = "";
    } catch (RuntimeException e) {
      counters.reportFailures.increment();
      if (problem.isEmpty()) {
        LOG.error("an insight or a work order could not be stored; tried again every second", e);
      }
      problem = String.valueOf(e.getMessage());
      retryAt = ticker.getAsLong() + RETRY_NANOS;
    }
  }

  /** Why the last report failed, empty if it did not. */
  String problem() {
    return problem;
  }

  private void send(Episode episode) {
    insights.raise(insight(episode));
    if (!episode.id().equals(raised)) {
      raised = episode.id();
      counters.insights.increment();
    }
    if (episode.severity().compareTo(settings.workOrderSeverity()) >= 0 && !episode.id().equals(proposed)) {
      workOrders.propose(proposal(episode));
      proposed = episode.id();
      counters.workOrders.increment();
    }
  }

  private Insight insight(Episode episode) {
    Score peak = episode.peak();
    Evidence evidence = Evidence.of(peak.model(), peak.value(), peak.threshold(), peak.from(), peak.to(), peak.contributions());
    return new Insight(episode.id(), settings.asset(), episode.severity(), title(episode), episode.from(), episode.until(),
        evidence, episode.id().toString());
  }

  private WorkOrderProposal proposal(Episode episode) {
    Score peak = episode.peak();
    String description = String.format(Locale.ROOT, "Since %s, %s does not look like normal operation: score %.3f, threshold %.3f, by model %s."
        + " Signals that stand out: %s. Inspect, and compare with the insight %s.", episode.from(), settings.asset(), peak.value(),
        peak.threshold(), peak.model(), String.join(", ", standOut(peak)), episode.id());
    return new WorkOrderProposal(episode.id().toString(), episode.id(), settings.asset(), episode.severity(), "Inspect " + settings.asset(), description);
  }

  private String title(Episode episode) {
    return settings.asset() + " is not normal: " + String.join(", ", standOut(episode.peak()));
  }

  private static List<String> standOut(Score score) {
    return score.contributions().entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
        .limit(NAMED_SIGNALS).map(Map.Entry::getKey).toList();
  }
}
