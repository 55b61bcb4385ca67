package com.acme.limits;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.api.workorder.WorkOrderSink;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reports episodes as insights, and severe ones as proposals for work orders. What could not be reported waits, the newest state of each, in
 * a bounded list, until the next {@link #flush}. Not thread-safe.
 */
final class Reporter {
  private static final int MOST_WAITING = 1_024;

  private final Severity workOrders;
  private final InsightSink insights;
  private final WorkOrderSink orders;
  private final Counters counters;
  private final Map<UUID, Episode> waiting = new LinkedHashMap<>();
  private boolean news;
  private volatile String problem = "";

  /** @param workOrders least urgent severity for which work is proposed */
  Reporter(Severity workOrders, InsightSink insights, WorkOrderSink orders, Counters counters) {
    this.workOrders = workOrders;
    this.insights = insights;
    this.orders = orders;
    this.counters = counters;
  }

  /**
   * What this package has raised and not ended, before a restart, in another version.
   *
   * @throws IllegalStateException if it cannot be read
   */
  List<Episode> lasting() {
    List<Episode> episodes = new ArrayList<>();
    for (Insight insight : insights.lasting()) {
      Optional<Episode> episode = Findings.episode(insight);
      episode.ifPresentOrElse(episodes::add, () -> insights.raise(insight.ended(insight.evidence().to())));
    }
    return episodes;
  }

  /** Reports the episode's newest state, at the next {@link #flush}. */
  void report(Episode episode) {
    if (waiting.size() >= MOST_WAITING && !waiting.containsKey(episode.id())) {
      waiting.remove(waiting.keySet().iterator().next());
      counters.reportsLost.increment();
    }
    waiting.put(episode.id(), episode);
    news = true;
  }

  /** Whether something was reported since the last {@link #flush}. */
  boolean hasNews() {
    return news;
  }

  /** Sends what waits, in order, until something fails; the rest waits on. */
  void flush() {
    news = false;
    try {
      for (Iterator<Episode> next = waiting.values().iterator(); next.hasNext(); ) {
        send(next.next());
        next.remove();
      }
      problem = "";
    } catch (IllegalStateException e) { // what the sinks promise: nothing happened
      counters.reportFailures.increment();
      problem = String.valueOf(e.getMessage());
    }
  }

  /** Why the last flush failed, empty if it did not. */
  String problem() {
    return problem;
  }

  private void send(Episode episode) {
    insights.raise(Findings.insight(episode));
    counters.insights.increment();
    if (episode.worst().severity().compareTo(workOrders) >= 0) {
      orders.propose(proposal(episode)); // the same key again gives the same work order
      counters.workOrders.increment();
    }
  }

  private static WorkOrderProposal proposal(Episode episode) {
    String description = String.format(Locale.ROOT, "Since %s: %s. Found %s. Rule %s. Inspect the asset and its sensor, and compare with the insight %s.",
        episode.from(), Findings.title(episode), Findings.found(episode), episode.subject().rule(), episode.id());
    return new WorkOrderProposal(episode.id().toString(), episode.id(), episode.subject().asset(), episode.worst().severity(),
        "Inspect " + episode.subject().asset(), description);
  }
}
