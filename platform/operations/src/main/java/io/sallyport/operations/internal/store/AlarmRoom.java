package io.sallyport.operations.internal.store;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.audit.Actor;
import io.sallyport.operations.internal.alarm.Kept;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Supplier;

/** Takes in conditions that were never raised before, as many as the site allows: the one that has been normal for longest makes room. Stateless. */
final class AlarmRoom {
  /** At once, where a site allows fewer than before: each is recorded. */
  private static final int MOST_FORGOTTEN = 8;

  private final AlarmTable table = new AlarmTable();
  private final AlarmLedger ledger;
  private final Supplier<AlarmPolicy> policy;
  private final Clock clock;

  AlarmRoom(AlarmLedger ledger, Supplier<AlarmPolicy> policy, Clock clock) {
    this.ledger = ledger;
    this.policy = policy;
    this.clock = clock;
  }

  /**
   * Gives the condition its number.
   *
   * @param by who forgets others for it
   * @return it, before anything is said of it. @throws RefusedException SP-ALARM-0005 there are too many conditions, and none is normal
   */
  Kept admit(Connection connection, Alarm alarm, String capability, Actor by) throws SQLException {
    int most = policy.get().mostConditions();
    for (long over = Math.min(MOST_FORGOTTEN, 1 + table.count(connection) - most); over > 0; over--) {
      ledger.forget(connection, table.longestNormal(connection).orElseThrow(() -> full(alarm, capability, most)), by);
    }
    Kept fresh = Kept.fresh(String.format(Locale.ROOT, "AL-%06d", SequenceNumber.next(connection, "alarm")), capability, alarm, clock.instant());
    table.insert(connection, fresh);
    return fresh;
  }

  private static RefusedException full(Alarm alarm, String capability, int most) {
    return new RefusedException(new Refusal("SP-ALARM-0005", "more than " + most + " conditions, and none is normal", "alarm " + alarm.condition() + " of " + capability,
        "let the capability watch fewer conditions, or raise conditions.max of io.sallyport.operations.alarms"));
  }
}
