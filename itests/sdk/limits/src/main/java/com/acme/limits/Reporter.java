package com.acme.limits;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.api.workorder.WorkOrderSink;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Reports episodes as insights, and severe ones as proposals for work orders. What could not be reported waits, the newest state of each, in
 * a bounded list, until the next {@link #flush}. Not thread-safe.
 */
final class Reporter {
  private static final int MOST_WAITING = 1_024;
  private static final int LONGEST_TITLE = 512;

  private final Severity workOrders;
  private final InsightSink insights;
  private final WorkOrderSink orders;
  private final Counters counters;
  private final Map<UUID, Episode> waiting = new LinkedHashMap<>();
  private volatile String problem = "";

  /** @param workOrders least urgent severity for which work is proposed */
  Reporter(Severity workOrders, InsightSink insights, WorkOrderSink orders, Counters counters) {
    this.workOrders = workOrders;
    this.insights = insights;
    this.orders = orders;
    this.counters = counters;
  }

  /** Reports the episode's newest state, at the next {@link #flush}. */
  void report(Episode episode) {
    if (waiting.size() >= MOST_WAITING && !waiting.containsKey(episode.id())) {
      waiting.remove(waiting.keySet().iterator().next());
      counters.reportsLost.increment();
    }
    waiting.put(episode.id(), episode);
  }

  /** Sends what waits, in order, until something fails; the rest waits on. */
  void flush() {
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
    insights.raise(insight(episode));
    counters.insights.increment();
    if (episode.worst().severity().compareTo(workOrders) >= 0) {
      orders.propose(proposal(episode)); // the same key again gives the same work order
      counters.workOrders.increment();
    }
  }

  private static Insight insight(Episode episode) {
    Verdict worst = episode.worst();
    Subject subject = episode.subject();
    Evidence evidence = Evidence.ofRule(String.valueOf(subject.rule()), subject.signal(), worst.found(), worst.limit(), episode.unit(), Episode.instant(worst.from()), Episode.instant(worst.to()));
    return new Insight(episode.id(), subject.asset(), worst.severity(), title(episode), episode.from(), episode.until(), evidence,
        episode.id().toString());
  }

  private static WorkOrderProposal proposal(Episode episode) {
    String description = String.format(Locale.ROOT, "Since %s: %s. Found %s. Rule %s. Inspect the asset and its sensor, and compare with the insight %s.",
        episode.from(), title(episode), amount(episode.worst().found(), episode.unit()), episode.subject().rule(), episode.id());
    return new WorkOrderProposal(episode.id().toString(), episode.id(), episode.subject().asset(), episode.worst().severity(),
        "Inspect " + episode.subject().asset(), description);
  }

  static String title(Episode episode) {
    String title = episode.subject() + " is " + episode.subject().kind().words() + " " + amount(episode.worst().limit(), episode.unit());
    return title.substring(0, Math.min(LONGEST_TITLE, title.length()));
  }

  private static String amount(double value, String unit) {
    String number = String.format(Locale.ROOT, "%.4g", value);
    return unit.equals("1") ? number : number + " " + unit;
  }
}
