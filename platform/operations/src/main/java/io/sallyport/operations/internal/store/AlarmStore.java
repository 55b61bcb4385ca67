package io.sallyport.operations.internal.store;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.operations.AlarmEvent;
import io.sallyport.operations.internal.alarm.Annunciation;
import io.sallyport.operations.internal.alarm.Condition;
import io.sallyport.operations.internal.alarm.Kept;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Alarms in the operations database, one step at a time, each recorded before it is visible. Thread-safe. */
@Component(service = AlarmStore.class, configurationPid = AlarmStore.PID)
@Designate(ocd = AlarmStore.Config.class)
public final class AlarmStore {
  /** Who acts when the time is up. */
  static final Actor CLOCK = new Actor.Part("operations");

  static final String PID = "io.sallyport.operations.alarms";

  private final Database database;
  private final SiteRule<AlarmPolicy> policy;
  private final Clock clock;
  private final AlarmTable table = new AlarmTable();
  private final AlarmHistoryTable history = new AlarmHistoryTable();
  private final AlarmLedger ledger;
  private final AlarmRoom room;
  private Instant due = Instant.MIN;

  /** The site's rules for alarms. */
  @ObjectClassDefinition(name = "Alarms", description = "How operators are told of conditions, and for how long they may look away")
  public @interface Config {
    @AttributeDefinition(description = "Longest time for which an operator can shelve an alarm, in minutes", min = "1") int shelve_max_minutes() default 1_440;

    @AttributeDefinition(description = "After so many minutes an acknowledged alarm that still holds is annunciated again; 0 for never", min = "0") int realarm_minutes() default 0;

    @AttributeDefinition(description = "Conditions known at most; for a further one the one that has been normal for longest is forgotten, and it is refused if none is", min = "1") int conditions_max() default 10_000;

    @AttributeDefinition(description = "Events kept at most; the oldest are forgotten, the audit log keeps them", min = "1") int history_max() default 100_000;
  }

  @Activate
  public AlarmStore(@Reference OperationsDatabase operations, @Reference AuditLog log, @Reference Clock clock, Config config) {
    this(operations.database(), log, AlarmPolicy.USUAL, clock);
    change(config);
  }

  AlarmStore(Database database, AuditLog log, AlarmPolicy policy, Clock clock) {
    this.database = database;
    this.policy = new SiteRule<>(PID, policy, log);
    this.clock = clock;
    this.ledger = new AlarmLedger(log, this.policy, clock);
    this.room = new AlarmRoom(ledger, this.policy, clock);
  }

  /** Other rules hold at once, for the alarms that there are too. */
  @Modified
  public synchronized void change(Config config) {
    policy.set(() -> AlarmPolicy.of(config));
    due = Instant.MIN;
  }

  /**
   * The condition holds.
   *
   * @param capability the package that watches it
   * @throws RefusedException SP-WORK-0002 a field cannot be kept, -0007 it could not be recorded, -0001 the database failed,
   *     SP-ALARM-0005 there are too many conditions, and none is normal
   */
  public synchronized void raise(Alarm alarm, String capability) {
    AlarmTable.check(alarm);
    database.transaction(connection -> {
      Optional<Kept> known = table.byCondition(connection, capability, alarm.condition());
      if (known.isPresent() && known.get().condition().holds() && known.get().alarm().equals(alarm)) {
        return null;
      }
      Kept before = known.isPresent() ? known.get() : room.admit(connection, alarm, capability, CLOCK);
      boolean graver = alarm.priority().compareTo(before.alarm().priority()) > 0;
      Condition next = before.condition().raise(alarm.suppressed(), graver);
      Kept after = before.after(alarm, next, Optional.empty(), clock.instant(), capability);
      return step(connection, AlarmChange.of(before, after, before.condition().holds() ? "update" : "raise", new Actor.Part(capability)));
    });
  }

  /** The condition ceased to hold. @throws RefusedException SP-WORK-0007 it could not be recorded, -0001 the database failed */
  public synchronized void clear(String condition, Instant at, String capability) {
    database.transaction(connection -> {
      Optional<Kept> known = table.byCondition(connection, capability, condition).filter(kept -> kept.condition().holds());
      if (known.isEmpty()) {
        return null;
      }
      Kept before = known.get();
      Kept after = before.after(before.alarm().suppressed(Optional.empty()), before.condition().clear(before.alarm().latching()), Optional.of(at), clock.instant(), capability);
      return step(connection, AlarmChange.of(before, after, "clear", new Actor.Part(capability)));
    });
  }

  /** What holds of a package, oldest first. */
  public List<Alarm> standing(String capability) {
    return database.transaction(connection -> table.holding(connection, capability)).stream().map(Kept::alarm).toList();
  }

  /** Brings back what was shelved until now, and annunciates again what was acknowledged long ago; to be called about once a second. */
  public synchronized void expire() {
    Instant now = clock.instant();
    if (now.isBefore(due)) {
      return;
    }
    AlarmTimes times = new AlarmTimes(policy.get().realarm());
    Instant next = database.transaction(connection -> {
      for (Kept kept : table.timed(connection)) {
        Optional<AlarmTimes.Due> act = times.due(kept, now);
        if (act.isPresent()) {
          Kept after = kept.after(kept.alarm(), act.get().next(), kept.until(), now, CLOCK.name());
          step(connection, AlarmChange.of(kept, after, act.get().action(), CLOCK));
        }
      }
      return times.first(table.timed(connection));
    });
    due = next; // only once it is stored
  }

  List<Kept> all() {
    return database.transaction(table::all);
  }

  Optional<Kept> find(String number) {
    return database.transaction(connection -> table.byNumber(connection, number));
  }

  List<AlarmEvent> history(Optional<String> number, int max) {
    return database.transaction(connection -> history.list(connection, number, max));
  }

  List<Annunciation> annunciations(Instant since) {
    return database.transaction(connection -> history.annunciations(connection, since));
  }

  Clock clock() {
    return clock;
  }

  Duration longestShelf() {
    return policy.get().longestShelf();
  }

  /**
   * A person's step.
   *
   * @param seen the revision that they saw, if that counts
   * @param transition empty if it is not possible in that state
   * @throws RefusedException SP-ALARM-0001 no such alarm, -0002 not possible in its state, -0006 it changed since it was seen, SP-WORK-0007 it could not be recorded
   */
  synchronized Kept act(String number, String action, Optional<String> reason, Optional<String> seen, Actor by, Function<Condition, Optional<Condition>> transition) {
    return database.transaction(connection -> {
      Kept before = table.byNumber(connection, number).orElseThrow(() -> new RefusedException(
          new Refusal("SP-ALARM-0001", "no such alarm", "alarm/" + number, "see alarm:list --all")));
      String revision = before.stored(true).revision();
      if (seen.isPresent() && !seen.get().equals(revision)) {
        throw new RefusedException(new Refusal("SP-ALARM-0006", "the alarm has changed since it was seen", "alarm/" + number, "look at it again: it is " + before.condition().state() + " now"));
      }
      Condition next = transition.apply(before.condition()).orElseThrow(() -> new RefusedException(new Refusal("SP-ALARM-0002",
          action + " is not possible for an alarm that is " + before.condition().state(), "alarm/" + number, "see alarm:info " + number)));
      return step(connection, new AlarmChange(before, before.after(before.alarm(), next, before.until(), clock.instant(), by.name()), action, by, reason));
    });
  }

  private Kept step(Connection connection, AlarmChange change) throws SQLException {
    due = Instant.MIN; // also if it is not stored: then nothing was missed
    return ledger.write(connection, change);
  }
}
