package io.sallyport.capability.visionqc;

import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.api.workorder.WorkOrderSink;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports rejects as insights, and many of them as a proposal for a work order, which waits until it could be stored. Thread-safe. */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final int LONGEST_BASIS = 256;

  private final Settings settings;
  private final InsightSink insights;
  private final WorkOrderSink workOrders;
  private final RejectPolicy policy;
  private final Counters counters;
  private Optional<WorkOrderProposal> waiting = Optional.empty();
  private volatile String problem = "";

  Reporter(Settings settings, InsightSink insights, WorkOrderSink workOrders, Counters counters) {
    this.settings = settings;
    this.insights = insights;
    this.workOrders = workOrders;
    this.policy = new RejectPolicy(settings.workOrderRejects(), settings.workOrderItems());
    this.counters = counters;
  }

  /** @throws Unavailable SP-VISION-0014 if the insight could not be stored */
  void rejected(UUID id, String item, Score score, int x, int y, Instant time, String picture) {
    Evidence evidence = evidence(score, x, y, time, picture);
    String title = String.format(Locale.ROOT, "%s rejected %s: %.2f times the threshold, worst at column %d, row %d", settings.name(), item, score.ratio(), x, y);
    try {
      insights.raise(new Insight(id, settings.asset(), settings.severity(score.ratio()), title, time, Optional.of(time), evidence, id.toString()));
    } catch (IllegalStateException e) {
      problem = String.valueOf(e.getMessage());
      throw Unavailable.notStored(problem);
    }
  }

  /** Counts an item for the policy, and proposes what is due. */
  synchronized void count(UUID id, boolean rejected) {
    if (policy.add(id, rejected)) {
      String what = settings.workOrderRejects() + " of at most " + settings.workOrderItems() + " items in a row were rejected at " + settings.name();
      waiting = Optional.of(new WorkOrderProposal(id + "/rejects", id, settings.asset(), settings.severity(), "Inspect " + settings.asset() + ": rejects pile up",
          what + ", the latest with the insight " + id + ". Look after the process, the light and the camera."));
    }
    flush();
  }

  /** Tries again what waits. */
  synchronized void flush() {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      workOrders.propose(waiting.get());
      waiting = Optional.empty();
      counters.workOrders.increment();
      problem = "";
    } catch (IllegalStateException e) {
      if (problem.isEmpty()) {
        LOG.error("a work order could not be stored; tried again with the next picture", e);
      }
      problem = String.valueOf(e.getMessage());
    }
  }

  /** What could not be stored, empty if all could. */
  String problem() {
    return problem;
  }

  void stored() {
    synchronized (this) {
      problem = waiting.isEmpty() ? "" : problem;
    }
  }

  private static Evidence evidence(Score score, int x, int y, Instant time, String picture) {
    String basis = score.model() + (picture.isEmpty() ? "" : ", " + picture);
    return new Evidence(basis.substring(0, Math.min(LONGEST_BASIS, basis.length())), Optional.of(score.model()), score.value(), score.threshold(), "1", time, time,
        Map.of("column " + x + ", row " + y, 1.0));
  }
}
