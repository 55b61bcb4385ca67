package io.sallyport.operations.internal.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.operations.AlarmEvent;
import io.sallyport.operations.AlarmQuery;
import io.sallyport.operations.AlarmState;
import io.sallyport.operations.AlarmStep;
import io.sallyport.operations.StoredAlarm;
import io.sallyport.operations.internal.testing.Derby;
import io.sallyport.operations.internal.testing.SettableClock;
import io.sallyport.operations.internal.testing.SwitchableRouter;
import io.sallyport.trust.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class AlarmJournalTest {
  private static final Actor OLGA = new Actor.Person("olga", "operator");
  private static final Instant FROM = Instant.parse("2026-11-25T07:59:58Z");
  private static final String FIRST = "AL-000001";

  private final MemoryAuditLog log = new MemoryAuditLog();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-25T08:00:00Z"));
  private final DataSource source = Derby.inMemory(UUID.randomUUID().toString());
  private AlarmStore store = store(1_000);
  private AlarmJournal journal = new AlarmJournal(store, new SwitchableRouter());

  @Test
  void aNumberIsTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      store.raise(alarm("high"), "am");
    } finally {
      Locale.setDefault(before);
    }
    assertTrue(journal.find(FIRST).isPresent());
  }

  @Test
  void raisedAcknowledgedReturnedAndAllOfItIsRecorded() {
    store.raise(alarm("high"), "am");
    StoredAlarm raised = journal.find(FIRST).orElseThrow();
    assertEquals(AlarmState.UNACK, raised.state());
    assertEquals(alarm("high"), raised.alarm());
    assertEquals(1, raised.annunciations());
    assertFalse(raised.watched(), "no router names its package");
    store.raise(alarm("high"), "am");
    assertEquals(1, log.entries().size(), "what changes nothing is not recorded");
    clock.advance(Duration.ofSeconds(5));
    assertEquals(AlarmState.ACKED, journal.acknowledge(FIRST, OLGA).state());
    assertEquals("SP-ALARM-0002", refused(() -> journal.acknowledge(FIRST, OLGA)));
    store.clear("high", FROM.plusSeconds(9), "am");
    StoredAlarm normal = journal.find(FIRST).orElseThrow();
    assertEquals(AlarmState.NORM, normal.state());
    assertEquals(Optional.of(FROM.plusSeconds(9)), normal.until());
    assertEquals(List.of("clear", "acknowledge", "raise"), journal.history(Optional.of(FIRST), 10).stream().map(AlarmEvent::action).toList());
    assertEquals(List.of("am", "olga", "am"), journal.history(Optional.empty(), 10).stream().map(AlarmEvent::by).toList());
    assertEquals(List.of("alarm.changed raise am", "alarm.changed acknowledge olga", "alarm.changed clear am"),
        log.entries().stream().map(entry -> entry.type() + " " + entry.action() + " " + entry.actor().name()).toList());
    assertTrue(journal.list(AlarmQuery.inSight(10)).isEmpty());
    assertEquals(1, journal.list(AlarmQuery.all(10)).size());
    assertEquals("SP-ALARM-0001", refused(() -> journal.acknowledge("AL-999999", OLGA)));
  }

  @Test
  void aShelfNeedsAReasonAndATimeAndEndsByItself() {
    store.raise(alarm("high"), "am");
    assertEquals("SP-ALARM-0003", refused(() -> journal.shelve(FIRST, Duration.ofMinutes(10), " ", OLGA)));
    assertEquals("SP-ALARM-0004", refused(() -> journal.shelve(FIRST, Duration.ofSeconds(59), "change", OLGA)));
    assertEquals("SP-ALARM-0004", refused(() -> journal.shelve(FIRST, Duration.ofMinutes(61), "change", OLGA)));
    StoredAlarm shelved = journal.shelve(FIRST, Duration.ofMinutes(10), "sensor is being changed", OLGA);
    assertEquals(AlarmState.SHLVD, shelved.state());
    assertEquals(Optional.of("sensor is being changed"), shelved.reason());
    AuditEntry entry = log.entries().get(1);
    assertEquals(Optional.of("sensor is being changed"), entry.reason());
    assertEquals("olga", entry.actor().name());
    clock.advance(Duration.ofMinutes(10).minusMillis(1));
    store.expire();
    assertEquals(AlarmState.SHLVD, journal.find(FIRST).orElseThrow().state());
    clock.advance(Duration.ofMillis(1));
    store.expire();
    StoredAlarm back = journal.find(FIRST).orElseThrow();
    assertEquals(AlarmState.UNACK, back.state());
    assertEquals(2, back.annunciations());
    assertEquals("operations", back.changedBy());
    assertEquals("expire", log.entries().get(2).action());
    journal.shelve(FIRST, Duration.ofMinutes(10), "again", OLGA);
    assertEquals(AlarmState.UNACK, journal.unshelve(FIRST, OLGA).state());
    assertEquals("SP-ALARM-0002", refused(() -> journal.unshelve(FIRST, OLGA)));
  }

  @Test
  void whoActsOnWhatIsNoLongerSoIsTold() {
    store.raise(alarm("high"), "am");
    Optional<String> seen = Optional.of(journal.find(FIRST).orElseThrow().revision());
    AlarmStep acknowledge = new AlarmStep.Acknowledge(Optional.of("valve is stuck"));
    store.raise(alarm("high").with(Severity.HIGH, "higher", alarm("high").evidence()), "am");
    assertEquals(seen.get(), journal.find(FIRST).orElseThrow().revision(), "its value may move");
    store.raise(alarm("high").with(Severity.CRITICAL, "higher still", alarm("high").evidence()), "am");
    assertEquals("SP-ALARM-0006", refused(() -> journal.step(FIRST, acknowledge, seen, OLGA)), "more urgent than was seen");
    Optional<String> urgent = Optional.of(journal.find(FIRST).orElseThrow().revision());
    assertEquals(AlarmState.ACKED, journal.step(FIRST, acknowledge, urgent, OLGA).state());
    assertEquals(Optional.of("valve is stuck"), log.entries().get(log.entries().size() - 1).reason());
    assertEquals("SP-ALARM-0006", refused(() -> journal.step(FIRST, acknowledge, urgent, OLGA)), "acknowledged by another meanwhile");
    clock.advance(Duration.ofMinutes(30));
    store.expire();
    assertEquals("SP-ALARM-0006", refused(() -> journal.step(FIRST, acknowledge, urgent, OLGA)), "in the state of then, but told again");
    assertEquals("SP-ALARM-0003", refused(() -> journal.step(FIRST, new AlarmStep.Acknowledge(Optional.of(" ")), Optional.empty(), OLGA)));
  }

  @Test
  void listsPageByPage() {
    List.of("a", "b", "c").forEach(condition -> store.raise(alarm(condition), "am"));
    AlarmQuery two = AlarmQuery.inSight(2);
    assertEquals(List.of(FIRST, "AL-000002"), journal.list(two).stream().map(StoredAlarm::number).toList());
    assertEquals(List.of("AL-000003"), journal.list(two.after(2)).stream().map(StoredAlarm::number).toList());
    assertEquals(List.of(), journal.list(two.after(3)));
  }

  @Test
  void whatIsAcknowledgedForLongIsToldAgain() {
    store.raise(alarm("high"), "am");
    journal.acknowledge(FIRST, OLGA);
    clock.advance(Duration.ofMinutes(29));
    store.expire();
    assertEquals(AlarmState.ACKED, journal.find(FIRST).orElseThrow().state());
    clock.advance(Duration.ofMinutes(1));
    store.expire();
    assertEquals(AlarmState.UNACK, journal.find(FIRST).orElseThrow().state());
    store.raise(alarm("high").with(Severity.CRITICAL, "higher still", alarm("high").evidence()), "am");
    assertEquals(Severity.CRITICAL, journal.find(FIRST).orElseThrow().alarm().priority());
  }

  @Test
  void allOutlivesARestartAndThePackageGoesOnWithWhatStands() {
    store.raise(alarm("high"), "am");
    store.raise(alarm("low"), "am");
    store.raise(alarm("high"), "other");
    store.raise(alarm("off").suppressed(Optional.of("pump is off")), "am");
    journal.acknowledge(FIRST, OLGA);
    journal.shelve("AL-000002", Duration.ofMinutes(10), "change", OLGA);
    journal.disable("AL-000003", "removed", OLGA);
    store = store(1_000);
    journal = new AlarmJournal(store, new SwitchableRouter());
    assertEquals(List.of(AlarmState.ACKED, AlarmState.SHLVD, AlarmState.OOSRV, AlarmState.DSUPR),
        List.of(1, 2, 3, 4).stream().map(n -> journal.find("AL-00000" + n).orElseThrow().state()).toList());
    assertEquals(List.of(alarm("high"), alarm("low"), alarm("off").suppressed(Optional.of("pump is off"))), store.standing("am"));
    store.clear("high", FROM, "am");
    assertEquals(2, store.standing("am").size());
    clock.advance(Duration.ofMinutes(10));
    store.expire();
    assertEquals(AlarmState.UNACK, journal.find("AL-000002").orElseThrow().state(), "also of a shelf from before");
    assertEquals(AlarmState.UNACK, journal.enable("AL-000003", OLGA).state());
    assertEquals(List.of("AL-000003", "AL-000002"), journal.list(AlarmQuery.inSight(10)).stream().map(StoredAlarm::number).sorted((a, b) -> b.compareTo(a)).toList());
  }

  @Test
  void whatCannotBeRecordedOrKeptIsNotDone() {
    log.fail(true);
    assertEquals("SP-WORK-0007", refused(() -> store.raise(alarm("high"), "am")));
    assertTrue(journal.list(AlarmQuery.all(10)).isEmpty());
    log.fail(false);
    store.raise(alarm("high"), "am");
    log.fail(true);
    assertEquals("SP-WORK-0007", refused(() -> journal.acknowledge(FIRST, OLGA)));
    assertEquals(AlarmState.UNACK, journal.find(FIRST).orElseThrow().state());
    assertEquals(1, journal.history(Optional.empty(), 10).size());
    log.fail(false);
    assertEquals("SP-WORK-0002", refused(() -> store.raise(alarm(" "), "am")));
  }

  @Test
  void oneThatBecomesGraverIsToldAgainAlsoUnacknowledged() {
    store.raise(alarm("high"), "am");
    store.raise(alarm("high").with(Severity.CRITICAL, "higher still", alarm("high").evidence()), "am");
    assertEquals(2, journal.find(FIRST).orElseThrow().annunciations());
    assertEquals(List.of(true, true), journal.history(Optional.of(FIRST), 10).stream().map(AlarmEvent::annunciated).toList());
    store.raise(alarm("high").with(Severity.HIGH, "high again", alarm("high").evidence()), "am");
    assertEquals(2, journal.find(FIRST).orElseThrow().annunciations(), "less urgent is no news");
  }

  @Test
  void thereAreOnlySoManyConditions() {
    store = store(1);
    store.raise(alarm("high"), "am");
    assertEquals("SP-ALARM-0005", refused(() -> store.raise(alarm("low"), "am")));
    store.clear("high", FROM, "am");
    store.raise(alarm("high"), "am");
    assertEquals(2, journal.figures().lastTenMinutes());
  }

  @Test
  void forAFurtherConditionTheOneThatIsNormalForLongestIsForgotten() {
    store = store(3);
    journal = new AlarmJournal(store, new SwitchableRouter());
    for (String condition : List.of("shelved", "first", "second")) {
      store.raise(alarm(condition), "am");
      journal.acknowledge("AL-00000" + (journal.list(AlarmQuery.all(10)).size()), OLGA);
    }
    journal.shelve(FIRST, Duration.ofMinutes(10), "change", OLGA);
    for (String condition : List.of("shelved", "first", "second")) {
      clock.advance(Duration.ofSeconds(1));
      store.clear(condition, FROM, "am");
    }
    log.fail(true);
    assertEquals("SP-WORK-0007", refused(() -> store.raise(alarm("third"), "am")));
    assertTrue(journal.find("AL-000002").isPresent(), "what cannot be recorded is not done");
    log.fail(false);
    store.raise(alarm("third"), "am");
    assertEquals(List.of("AL-000001", "AL-000003", "AL-000004"), journal.list(AlarmQuery.all(10)).stream().map(StoredAlarm::number).sorted().toList());
    assertEquals("forget", journal.history(Optional.of("AL-000002"), 1).get(0).action());
    assertEquals(List.of("forget", "raise"), log.entries().subList(log.entries().size() - 2, log.entries().size()).stream().map(AuditEntry::action).toList());
  }

  @Test
  void aShelfEndsAlsoAfterACommitThatFailed() {
    AtomicBoolean failing = new AtomicBoolean();
    DataSource breakable = Derby.failingToCommit(source, failing);
    store = new AlarmStore(new OperationsDatabase(breakable, clock).database(), log, policy(10), clock);
    journal = new AlarmJournal(store, new SwitchableRouter());
    store.raise(alarm("high"), "am");
    journal.shelve(FIRST, Duration.ofMinutes(10), "change", OLGA);
    clock.advance(Duration.ofMinutes(11));
    failing.set(true);
    assertEquals("SP-WORK-0001", refused(store::expire));
    failing.set(false);
    store.expire();
    assertEquals(AlarmState.UNACK, journal.find(FIRST).orElseThrow().state());
  }

  @Test
  void theTimerGoesOnAfterWhateverHappens() {
    SettableClock broken = new SettableClock(null);
    AlarmTimer timer = new AlarmTimer(new AlarmStore(new OperationsDatabase(source, clock).database(), log, policy(10), broken));
    try {
      assertDoesNotThrow(timer::look);
    } finally {
      timer.deactivate();
    }
  }

  @Test
  void otherRulesHoldAtOnceForTheAlarmsThatThereAre() {
    store.raise(alarm("high"), "am");
    journal.acknowledge(FIRST, OLGA);
    store.expire();
    clock.advance(Duration.ofMinutes(6));
    store.expire();
    assertEquals(AlarmState.ACKED, journal.find(FIRST).orElseThrow().state(), "half an hour, so far");
    store.change(new Rules(120, 5, 1, 100));
    store.expire();
    assertEquals(AlarmState.UNACK, journal.find(FIRST).orElseThrow().state());
    assertEquals(AlarmState.SHLVD, journal.shelve(FIRST, Duration.ofMinutes(119), "change", OLGA).state());
    assertEquals("SP-ALARM-0005", refused(() -> store.raise(alarm("low"), "am")), "one condition, from now on");
  }

  @Test
  void aRuleThatCannotBeIsRefusedAndTheOneBeforeHoldsOn() {
    store.raise(alarm("high"), "am");
    for (Rules wrong : List.of(new Rules(0, 0, 10, 10), new Rules(60, -1, 10, 10), new Rules(60, 0, 0, 10), new Rules(60, 0, 10, 0))) {
      store.change(wrong);
      AuditEntry last = log.entries().get(log.entries().size() - 1);
      assertEquals("operations.settings SP-OPS-0080 io.sallyport.operations.alarms", last.type() + " " + last.code().orElseThrow() + " " + last.object());
    }
    assertEquals(Duration.ofHours(1), store.longestShelf());
    store.raise(alarm("low"), "am");
    assertEquals(2, journal.list(AlarmQuery.all(10)).size());
    AlarmStore fresh = new AlarmStore(new OperationsDatabase(source, clock), log, clock, new Rules(0, 0, 0, 0));
    assertEquals(AlarmPolicy.USUAL.longestShelf(), fresh.longestShelf(), "no site is without alarms for a slip in a file");
  }

  @Test
  void aReasonIsALineThatNoTerminalObeys() {
    store.raise(alarm("high"), "am");
    for (String reason : List.of("a\u001b[2K", "two\nlines", "bell\u0007", "\u009b2K", "x".repeat(513))) {
      assertEquals("SP-ALARM-0003", refused(() -> journal.shelve(FIRST, Duration.ofMinutes(10), reason, OLGA)));
      assertEquals("SP-ALARM-0003", refused(() -> journal.disable(FIRST, reason, OLGA)));
      assertEquals("SP-ALARM-0003", refused(() -> journal.step(FIRST, new AlarmStep.Acknowledge(Optional.of(reason)), Optional.empty(), OLGA)));
    }
    assertEquals(AlarmState.UNACK, journal.find(FIRST).orElseThrow().state());
  }

  /** What a site has set. */
  @SuppressWarnings("ClassExplicitlyAnnotation")
  private record Rules(int shelve_max_minutes, int realarm_minutes, int conditions_max, int history_max) implements AlarmStore.Config {
    @Override
    public Class<AlarmStore.Config> annotationType() {
      return AlarmStore.Config.class;
    }
  }

  private AlarmStore store(int most) {
    return new AlarmStore(new OperationsDatabase(source, clock).database(), log, policy(most), clock);
  }

  private static AlarmPolicy policy(int most) {
    return new AlarmPolicy(Duration.ofHours(1), Duration.ofMinutes(30), most, 1_000);
  }

  private static Alarm alarm(String condition) {
    return Alarm.of(condition, "boiler-1", Severity.HIGH, "boiler-1/pressure is above 8 bar", FROM,
        Evidence.ofRule("pressure above 8 bar", "pressure", 8.5, 8, "bar", FROM, FROM.plusSeconds(1)));
  }

  private static String refused(Runnable call) {
    return assertThrows(RefusedException.class, call::run).refusal().code();
  }
}
