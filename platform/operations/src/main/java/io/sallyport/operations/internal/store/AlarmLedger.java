package io.sallyport.operations.internal.store;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.operations.internal.alarm.Kept;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes one step inside a transaction: the alarm as it is now, the event in its history, the record. Its callers take turns. */
final class AlarmLedger {
  private static final int PRUNE_EVERY = 1_024;

  private final AlarmTable table = new AlarmTable();
  private final AlarmHistoryTable history = new AlarmHistoryTable();
  private final Recorder recorder;
  private final Supplier<AlarmPolicy> policy;
  private final Clock clock;
  private int events;

  AlarmLedger(AuditLog log, Supplier<AlarmPolicy> policy, Clock clock) {
    this.recorder = new Recorder(log);
    this.policy = policy;
    this.clock = clock;
  }

  /** @return the alarm after it. @throws io.sallyport.trust.RefusedException SP-WORK-0007 it could not be recorded: the transaction must end without it */
  Kept write(Connection connection, AlarmChange change) throws SQLException {
    table.update(connection, change.after());
    history.insert(connection, change.event(clock.instant()));
    if (++events % PRUNE_EVERY == 0) {
      history.prune(connection, policy.get().history());
    }
    recorder.record(AlarmEntry.of(change));
    return change.after();
  }

  /** The alarm is gone, its history stays. */
  void forget(Connection connection, Kept normal, Actor by) throws SQLException {
    write(connection, new AlarmChange(normal, normal, "forget", by, Optional.empty()));
    table.delete(connection, normal.number());
  }
}
