package io.sallyport.operations.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.insight.Severity;
import io.sallyport.api.workorder.WorkOrder.State;
import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.operations.StoredWorkOrder;
import io.sallyport.operations.internal.testing.Derby;
import io.sallyport.trust.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class WorkOrderJournalTest {
  private static final Actor OLGA = new Actor.Person("olga", "operator");

  private final MemoryAuditLog log = new MemoryAuditLog();
  private final Clock clock = Clock.fixed(Instant.parse("2026-11-24T09:00:00Z"), ZoneOffset.UTC);
  private final OperationsDatabase operations = new OperationsDatabase(Derby.inMemory(UUID.randomUUID().toString()), clock);
  private final WorkOrderJournal journal = new WorkOrderJournal(operations.database(), log, new WorkOrderPolicy(Severity.HIGH), clock);

  @Test
  void numbersWorkOrdersAndAnswersARepeatedKeyWithTheFirst() {
    WorkOrder first = journal.propose(proposal("a", Severity.HIGH), "pm");
    WorkOrder second = journal.propose(proposal("b", Severity.CRITICAL), "pm");
    WorkOrder again = journal.propose(proposal("a", Severity.CRITICAL), "pm");
    assertEquals("WO-000001", first.number());
    assertEquals("WO-000002", second.number());
    assertEquals(first, again);
    assertEquals(WorkOrderJournal.SYSTEM, first.system());
    assertEquals(List.of("WO-000002", "WO-000001"), journal.list(10).stream().map(o -> o.order().number()).toList());
    assertEquals(first, journal.find("WO-000001").orElseThrow().order());
    assertEquals(List.of("workorder.created", "workorder.created"), log.entries().stream().map(AuditEntry::type).toList());
  }

  /** On a machine whose language has digits of its own as well: a maintenance system knows it by this number. */
  @Test
  void aNumberIsTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertEquals("WO-000001", journal.propose(proposal("a", Severity.HIGH), "pm").number());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void thePolicyDecidesWhatWaitsForAPerson() {
    assertEquals(State.PROPOSED, journal.propose(proposal("a", Severity.MEDIUM), "pm").state());
    assertEquals(State.RELEASED, journal.propose(proposal("b", Severity.HIGH), "pm").state());
    assertEquals(State.RELEASED, journal.propose(proposal("c", Severity.CRITICAL), "pm").state());
  }

  @Test
  void anotherPolicyHoldsForWhatIsProposedFromNowOn() {
    WorkOrder before = journal.propose(proposal("a", Severity.HIGH), "pm");
    journal.change(new Rule(Severity.CRITICAL));
    assertEquals(State.PROPOSED, journal.propose(proposal("b", Severity.HIGH), "pm").state());
    assertEquals(before, journal.find(before.number()).orElseThrow().order(), "what was released stays so");
  }

  /** What a site has set. */
  @SuppressWarnings("ClassExplicitlyAnnotation")
  private record Rule(Severity severity_automatic) implements WorkOrderJournal.Config {
    @Override
    public Class<WorkOrderJournal.Config> annotationType() {
      return WorkOrderJournal.Config.class;
    }
  }

  @Test
  void statesChangeOnlyInOrderAndEachChangeIsRecorded() {
    String number = journal.propose(proposal("a", Severity.MEDIUM), "pm").number();
    assertEquals("SP-WORK-0006", refused(() -> journal.change(number, State.COMPLETED, OLGA)));
    journal.change(number, State.RELEASED, OLGA);
    StoredWorkOrder completed = journal.change(number, State.COMPLETED, OLGA);
    assertEquals(State.COMPLETED, completed.order().state());
    assertEquals("olga", completed.changedBy());
    assertEquals(completed, journal.find(number).orElseThrow());
    for (State to : State.values()) {
      assertEquals("SP-WORK-0006", refused(() -> journal.change(number, to, OLGA)));
    }
    assertEquals(List.of("create", "released", "completed"), log.entries().stream().map(AuditEntry::action).toList());
    assertEquals("SP-WORK-0005", refused(() -> journal.change("WO-999999", State.COMPLETED, OLGA)));
  }

  @Test
  void whatCannotBeRecordedIsNotDoneAndNoNumberIsLost() {
    log.fail(true);
    assertEquals("SP-WORK-0007", refused(() -> journal.propose(proposal("a", Severity.HIGH), "pm")));
    assertTrue(journal.list(10).isEmpty());
    log.fail(false);
    String number = journal.propose(proposal("a", Severity.HIGH), "pm").number();
    assertEquals("WO-000001", number);
    log.fail(true);
    assertEquals("SP-WORK-0007", refused(() -> journal.change(number, State.COMPLETED, OLGA)));
    assertEquals(State.RELEASED, journal.find(number).orElseThrow().order().state());
  }

  @Test
  void aKeyOfAnotherPackageIsRefused() {
    journal.propose(proposal("a", Severity.HIGH), "pm");
    assertEquals("SP-WORK-0003", refused(() -> journal.propose(proposal("a", Severity.HIGH), "other")));
  }

  @Test
  void concurrentProposalsGetOneWorkOrderPerKeyAndNumbersWithoutGaps() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<WorkOrder>> made = new ArrayList<>();
      for (int i = 0; i < 160; i++) {
        WorkOrderProposal proposal = proposal("key-" + i % 20, Severity.HIGH);
        made.add(pool.submit(() -> journal.propose(proposal, "pm")));
      }
      Set<String> numbers = new TreeSet<>();
      for (Future<WorkOrder> order : made) {
        numbers.add(order.get().number());
      }
      assertEquals(20, numbers.size());
      assertTrue(numbers.contains("WO-000001") && numbers.contains("WO-000020"));
      assertEquals(20, journal.list(100).size());
      assertEquals(20, log.entries().size());
    } finally {
      pool.shutdownNow();
    }
  }

  private static WorkOrderProposal proposal(String key, Severity priority) {
    return new WorkOrderProposal(key, UUID.randomUUID(), "radiator-1", priority, "inspect radiator-1", "reconstruction error above the threshold");
  }

  private static String refused(Runnable call) {
    return assertThrows(RefusedException.class, call::run).refusal().code();
  }
}
