package io.sallyport.operations.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.Severity;
import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.audit.Actor;
import io.sallyport.audit.OfflineAudit;
import io.sallyport.operations.InsightQuery;
import io.sallyport.operations.internal.testing.Derby;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores with the real audit log: what they did is in it, and nothing is done that is not. */
class RealAuditTest {
  private static final Instant FROM = Instant.parse("2026-11-24T08:00:00Z");

  @TempDir
  Path data;

  @Test
  void whatWasDoneIsInTheLogAndTheLogIsIntact() {
    UUID id = UUID.randomUUID();
    Database database = new OperationsDatabase(Derby.inMemory(id.toString()), Clock.systemUTC()).database();
    try (OfflineAudit audit = OfflineAudit.open(data)) {
      long before = audit.log().size();
      InsightStore insights = new InsightStore(database, audit.log(), Clock.systemUTC());
      WorkOrderJournal journal = new WorkOrderJournal(database, audit.log(), new WorkOrderPolicy(Severity.HIGH), Clock.systemUTC());
      insights.raise(insight(id, Optional.empty()), "predictive-maintenance");
      String number = journal.propose(proposal(id), "predictive-maintenance").number();
      journal.change(number, WorkOrder.State.COMPLETED, new Actor.Person("olga", "operator"));
      insights.raise(insight(id, Optional.of(FROM.plusSeconds(9))), "predictive-maintenance");
      List<String> types = audit.log().read(before, 10).stream().map(entry -> entry.json().string("type")).toList();
      assertEquals(List.of("insight.raised", "workorder.created", "workorder.changed", "insight.raised"), types);
      assertTrue(audit.log().verify().intact());
    }
  }

  @Test
  void aClosedLogStopsBothStores() {
    UUID id = UUID.randomUUID();
    Database database = new OperationsDatabase(Derby.inMemory(id.toString()), Clock.systemUTC()).database();
    OfflineAudit audit = OfflineAudit.open(data);
    InsightStore insights = new InsightStore(database, audit.log(), Clock.systemUTC());
    WorkOrderJournal journal = new WorkOrderJournal(database, audit.log(), new WorkOrderPolicy(Severity.HIGH), Clock.systemUTC());
    audit.close();
    assertEquals("SP-WORK-0007", refused(() -> insights.raise(insight(id, Optional.empty()), "predictive-maintenance")));
    assertEquals("SP-WORK-0007", refused(() -> journal.propose(proposal(id), "predictive-maintenance")));
    assertTrue(insights.list(InsightQuery.newest(10)).isEmpty());
    assertTrue(journal.list(10).isEmpty());
  }

  private static Insight insight(UUID id, Optional<Instant> until) {
    Evidence evidence = Evidence.of(new ModelIdentity("radiator-anomaly", "1.0.0", "a".repeat(64)), 0.75, 0.42, FROM, FROM, Map.of("V1", 1.0));
    return new Insight(id, "radiator-1", Severity.HIGH, "radiator-1 is not normal: V1", FROM, until, evidence, id.toString());
  }

  private static WorkOrderProposal proposal(UUID id) {
    return new WorkOrderProposal(id.toString(), id, "radiator-1", Severity.HIGH, "Inspect radiator-1", "score 0.75");
  }

  private static String refused(Runnable call) {
    return assertThrows(RefusedException.class, call::run).refusal().code();
  }
}
