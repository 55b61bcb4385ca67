package io.sallyport.capability.predictivemaintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.api.workorder.WorkOrderProposal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReporterTest {
  private final List<Insight> insights = new ArrayList<>();
  private final List<WorkOrderProposal> proposals = new ArrayList<>();
  private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 5);
  private final Counters counters = new Counters();
  private boolean failing;
  private final Reporter reporter = new Reporter(Fixtures.settings(), Fixtures.sink(insight -> {
    fail();
    insights.add(insight);
  }), proposal -> {
    fail();
    proposals.add(proposal);
    return new WorkOrder("WO-000001", "journal", proposal, WorkOrder.State.RELEASED, Instant.EPOCH);
  }, ticks::get, counters);

  @Test
  void reportsEachStateAndProposesOneWorkOrderOnceItIsHigh() {
    UUID id = UUID.randomUUID();
    reporter.report(episode(id, Severity.MEDIUM));
    assertTrue(proposals.isEmpty());
    reporter.report(episode(id, Severity.HIGH));
    reporter.report(episode(id, Severity.CRITICAL));
    assertEquals(3, insights.size());
    assertEquals(1, proposals.size());
    assertEquals(id.toString(), proposals.get(0).key());
    assertEquals(id, proposals.get(0).insight());
    assertEquals("radiator-1 is not normal: V1, V2", insights.get(0).title());
    assertEquals(id.toString(), insights.get(0).correlation());
    assertEquals(1, counters.insights.sum());
    assertEquals(1, counters.workOrders.sum());
  }

  @Test
  void whatFailedIsTriedAgainAfterASecondInItsLatestState() {
    UUID id = UUID.randomUUID();
    failing = true;
    reporter.report(episode(id, Severity.MEDIUM));
    reporter.report(episode(id, Severity.HIGH));
    assertEquals("SP-WORK-0007: on purpose", reporter.problem());
    failing = false;
    reporter.flush();
    assertTrue(insights.isEmpty(), "not before a second has passed");
    ticks.addAndGet(Fixtures.SECOND);
    reporter.flush();
    assertEquals(List.of(Severity.HIGH), insights.stream().map(Insight::severity).toList());
    assertEquals(1, proposals.size());
    assertEquals("", reporter.problem());
    assertEquals(1, counters.reportFailures.sum());
  }

  @Test
  void whatWaitsIsBoundedAndWhatIsLostIsCounted() {
    failing = true;
    for (int i = 0; i < 300; i++) {
      reporter.report(episode(UUID.randomUUID(), Severity.MEDIUM));
    }
    assertEquals(44, counters.reportsLost.sum());
    failing = false;
    ticks.addAndGet(Fixtures.SECOND);
    reporter.flush();
    assertEquals(256, insights.size());
  }

  private void fail() {
    if (failing) {
      throw new IllegalStateException("SP-WORK-0007: on purpose");
    }
  }

  private static Episode episode(UUID id, Severity severity) {
    return new Episode(id, severity, Instant.EPOCH, Optional.empty(), Fixtures.score(1, 2.5));
  }
}
