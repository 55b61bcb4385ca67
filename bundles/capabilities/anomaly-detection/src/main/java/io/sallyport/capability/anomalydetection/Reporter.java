package io.sallyport.capability.anomalydetection;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands insights on. What could not be stored waits, in a bounded list and in its newest state, and is tried again behind the others, which it
 * does not keep back. Thread-safe.
 */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final int MOST_WAITING = 256;
  /** So many may fail before the rest waits for the next time: then it is the platform that fails. */
  private static final int MOST_FAILING = 8;
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
    String first = "";
    int failed = 0;
    for (Insight insight : List.copyOf(waiting.values())) {
      waiting.remove(insight.id());
      try {
        insights.raise(insight);
      } catch (RuntimeException e) {
        waiting.put(insight.id(), insight);
        first = failed == 0 ? failed(insight, e) : first;
        if (++failed == MOST_FAILING) {
          break;
        }
      }
    }
    problem = first;
    retryAt = ticker.getAsLong() + RETRY_NANOS;
  }

  private String failed(Insight insight, RuntimeException e) {
    if (problem.isEmpty()) {
      LOG.error("an insight could not be stored; tried again every second", e);
    }
    return "SP-ANOMALY-0002: an insight could not be stored: " + e.getMessage() + " – " + insight.asset() + " – tried again every second";
  }

  /** Why the last report failed, empty if it did not. */
  String problem() {
    return problem;
  }
}
