package io.sallyport.operations.internal.store;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.operations.AlarmEvent;
import io.sallyport.operations.internal.alarm.Annunciation;
import io.sallyport.operations.internal.alarm.Condition;
import io.sallyport.operations.internal.alarm.Kept;
import io.sallyport.operations.internal.alarm.Shelving;
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
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Alarms in the operations database, one step at a time, each recorded before it is visible. Thread-safe. */
@Component(service = AlarmStore.class, configurationPid = "io.sallyport.operations.alarms")
@Designate(ocd = AlarmStore.Config.class)
public final class AlarmStore {
  /** Who acts when the time is up. */
  static final Actor CLOCK = new Actor.Part("operations");

  private static final int PRUNE_EVERY = 1_024;
  /** At once, where a site allows fewer than before: each is recorded. */
  private static final int MOST_FORGOTTEN = 8;

  private final Database database;
  private final Recorder recorder;
  private final AlarmPolicy policy;
  private final Clock clock;
  private final AlarmTable table = new AlarmTable();
  private final AlarmHistoryTable history = new AlarmHistoryTable();
  private Instant due = Instant.MIN;
  private int events;

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
    this(operations.database(), log, new AlarmPolicy(Duration.ofMinutes(config.shelve_max_minutes()), Duration.ofMinutes(config.realarm_minutes()),
        config.conditions_max(), config.history_max()), clock);
  }

  AlarmStore(Database database, AuditLog log, AlarmPolicy policy, Clock clock) {
    this.database = database;
    this.recorder = new Recorder(log);
    this.policy = policy;
    this.clock = clock;
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
      Kept before = known.isPresent() ? known.get() : create(connection, alarm, capability);
      boolean graver = alarm.priority().compareTo(before.alarm().priority()) > 0;
      Condition next = before.condition().raise(alarm.suppressed(), graver);
      return step(connection, before, before.after(alarm, next, Optional.empty(), clock.instant(), capability), before.condition().holds() ? "update" : "raise",
          new Actor.Part(capability), Optional.empty());
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
      return step(connection, before, after, "clear", new Actor.Part(capability), Optional.empty());
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
    Instant next = database.transaction(connection -> {
      for (Kept kept : table.timed(connection)) {
        if (shelfEnd(kept).filter(end -> !now.isBefore(end)).isPresent()) {
          apply(connection, kept, kept.condition().unshelve().orElseThrow(), "expire", now);
        } else if (realarm(kept).filter(time -> !now.isBefore(time)).isPresent()) {
          apply(connection, kept, kept.condition().realarm().orElseThrow(), "realarm", now);
        }
      }
      return next(table.timed(connection));
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
    return policy.longestShelf();
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
      return step(connection, before, before.after(before.alarm(), next, before.until(), clock.instant(), by.name()), action, by, reason);
    });
  }

  private Kept create(Connection connection, Alarm alarm, String capability) throws SQLException {
    for (long over = Math.min(MOST_FORGOTTEN, 1 + table.count(connection) - policy.mostConditions()); over > 0; over--) {
      forget(connection, table.longestNormal(connection).orElseThrow(() -> new RefusedException(new Refusal("SP-ALARM-0005",
          "more than " + policy.mostConditions() + " conditions, and none is normal", "alarm " + alarm.condition() + " of " + capability,
          "let the capability watch fewer conditions, or raise conditions.max of io.sallyport.operations.alarms"))));
    }
    Kept fresh = Kept.fresh("AL-%06d".formatted(SequenceNumber.next(connection, "alarm")), capability, alarm, clock.instant());
    table.insert(connection, fresh);
    return fresh;
  }

  private void forget(Connection connection, Kept normal) throws SQLException {
    step(connection, normal, normal, "forget", CLOCK, Optional.empty());
    table.delete(connection, normal.number());
  }

  private void apply(Connection connection, Kept before, Condition next, String action, Instant now) throws SQLException {
    step(connection, before, before.after(before.alarm(), next, before.until(), now, CLOCK.name()), action, CLOCK, Optional.empty());
  }

  private Kept step(Connection connection, Kept before, Kept after, String action, Actor by, Optional<String> reason) throws SQLException {
    Instant now = clock.instant();
    table.update(connection, after);
    history.insert(connection, new AlarmEvent(after.number(), after.alarm().asset(), after.alarm().message(), after.alarm().priority(), now, action,
        before.condition().state(), after.condition().state(), by.name(), reason, after.annunciations() > before.annunciations()));
    if (++events % PRUNE_EVERY == 0) {
      history.prune(connection, policy.history());
    }
    recorder.record(AlarmEntry.of(before, after, action, by, reason));
    due = Instant.MIN;
    return after;
  }

  private static Optional<Instant> shelfEnd(Kept kept) {
    return kept.condition().shelved().map(Shelving::until);
  }

  private Optional<Instant> realarm(Kept kept) {
    return policy.realarm().isZero() || kept.condition().realarm().isEmpty() ? Optional.empty() : Optional.of(kept.since().plus(policy.realarm()));
  }

  private Instant next(List<Kept> timed) {
    Instant first = Instant.MAX;
    for (Kept kept : timed) {
      Instant end = shelfEnd(kept).or(() -> realarm(kept)).orElse(Instant.MAX);
      first = end.isBefore(first) ? end : first;
    }
    return first;
  }
}
