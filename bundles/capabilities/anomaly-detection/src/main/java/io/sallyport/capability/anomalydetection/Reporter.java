package io.sallyport.capability.anomalydetection;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands insights on. What could not be stored waits, in a bounded list and in its newest state, and is tried again. Thread-safe. */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final int MOST_WAITING = 256;
  private static final long RETRY_NANOS = 1_000_000_000L;

  private final InsightSink insights;
  private final LongSupplier ticker;
  private final Counters counters;
  private final Map<UUID, Insight> waiting = new LinkedHashMap<>();
  private UUID raised;
  private long retryAt;
  private volatile String problem = "";

  Reporter(InsightSink insights, LongSupplier ticker, Counters counters) {
    this.insights = insights;
    this.ticker = ticker;
    this.counters = counters;
  }

  synchronized void report(Insight insight) {
    if (waiting.size() >= MOST_WAITING && !waiting.containsKey(insight.id())) {
      waiting.remove(waiting.keySet().iterator().next());
    }
    if (!insight.id().equals(raised)) {
      raised = insight.id();
      counters.insights.increment();
    }
    waiting.put(insight.id(), insight);
    flush();
  }

  /** Tries again what waits, at most once a second after a failure. */
  synchronized void flush() {
    if (waiting.isEmpty() || !problem.isEmpty() && ticker.getAsLong() - retryAt < 0) {
      return;
    }
    try {
      for (Iterator<Insight> next = waiting.values().iterator(); next.hasNext(); ) {
        insights.raise(next.next());
        next.remove();
      }
      problem = "";
    } catch (RuntimeException e) {
      if (problem.isEmpty()) {
        LOG.error("an insight could not be stored; tried again every second", e);
      }
      problem = "SP-ANOMALY-0002: an insight could not be stored: " + e.getMessage() + " – insights – see the disk";
      retryAt = ticker.getAsLong() + RETRY_NANOS;
    }
  }

  /** Why the last report failed, empty if it did not. */
  String problem() {
    return problem;
  }
}
