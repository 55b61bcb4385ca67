package io.sallyport.operations.internal.store;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import io.sallyport.operations.AlarmState;
import io.sallyport.operations.internal.alarm.Condition;
import io.sallyport.operations.internal.alarm.Kept;
import io.sallyport.operations.internal.alarm.Shelving;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQL of the tables {@code alarm} and {@code alarm_contribution}. Stateless. */
final class AlarmTable {
  private static final List<String> CHANGING = List.of("asset", "priority", "message", "latching", "holds", "base", "suppressed", "shelved_until",
      "shelved_reason", "service_reason", "from_time", "until_time", "since", "annunciated", "annunciations", "changed_by", "basis", "model_name",
      "model_version", "model_digest", "score", "threshold", "unit", "evidence_from", "evidence_to");
  private static final String SELECT = "SELECT number, capability, condition_name, " + String.join(", ", CHANGING) + " FROM operations.alarm";
  private static final String UPDATE = "UPDATE operations.alarm SET " + String.join(" = ?, ", CHANGING) + " = ? WHERE number = ?";
  private static final String INSERT = "INSERT INTO operations.alarm (" + String.join(", ", CHANGING) + ", number, capability, condition_name) VALUES ("
      + "?, ".repeat(CHANGING.size()) + "?, ?, ?)";
  private static final Severity[] SEVERITIES = Severity.values();

  /** @throws io.sallyport.trust.RefusedException SP-WORK-0002 if it cannot be kept */
  static void check(Alarm alarm) {
    Fields.text("condition", alarm.condition(), 256);
    Fields.text("asset", alarm.asset(), 256);
    Fields.present("priority", alarm.priority());
    Fields.text("message", alarm.message(), 512);
    Times.nanos(Fields.present("from", alarm.from()));
    Fields.present("suppressed", alarm.suppressed()).ifPresent(reason -> Fields.text("suppressed", reason, 512));
    InsightTable.check(Fields.present("evidence", alarm.evidence()));
  }

  long count(Connection connection) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement("SELECT COUNT(*) FROM operations.alarm"); ResultSet result = count.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  Optional<Kept> byNumber(Connection connection, String number) throws SQLException {
    return read(connection, " WHERE number = ?", number).stream().findFirst();
  }

  Optional<Kept> byCondition(Connection connection, String capability, String condition) throws SQLException {
    return read(connection, " WHERE capability = ? AND condition_name = ?", capability, condition).stream().findFirst();
  }

  /** All, at most as many as conditions may be known. */
  List<Kept> all(Connection connection) throws SQLException {
    return read(connection, "");
  }

  /** What holds of a package, oldest first. */
  List<Kept> holding(Connection connection, String capability) throws SQLException {
    return read(connection, " WHERE capability = ? AND holds = 1 ORDER BY from_time, number", capability);
  }

  /** What is shelved, and what was acknowledged and holds: the clock may change it. */
  List<Kept> timed(Connection connection) throws SQLException {
    return read(connection, " WHERE shelved_until IS NOT NULL OR base = 'ACKED'");
  }

  /** The one that has been normal for longest, neither shelved nor out of service. */
  Optional<Kept> longestNormal(Connection connection) throws SQLException {
    return read(connection, " WHERE holds = 0 AND base = 'NORM' AND shelved_until IS NULL AND service_reason IS NULL ORDER BY since, number FETCH FIRST ROW ONLY").stream()
        .findFirst();
  }

  /** With its contributions. */
  void delete(Connection connection, String number) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM operations.alarm WHERE number = ?")) {
      delete.setString(1, number);
      delete.executeUpdate();
    }
  }

  void insert(Connection connection, Kept kept) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      int i = set(insert, kept);
      insert.setString(++i, kept.number());
      insert.setString(++i, kept.capability());
      insert.setString(++i, kept.alarm().condition());
      insert.executeUpdate();
    }
    Contributions.OF_ALARMS.put(connection, kept.number(), kept.alarm().evidence().contributions());
  }

  void update(Connection connection, Kept kept) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      int i = set(update, kept);
      update.setString(++i, kept.number());
      update.executeUpdate();
    }
    Contributions.OF_ALARMS.put(connection, kept.number(), kept.alarm().evidence().contributions());
  }

  private static int set(PreparedStatement write, Kept kept) throws SQLException {
    Alarm alarm = kept.alarm();
    Condition condition = kept.condition();
    Evidence evidence = alarm.evidence();
    int i = 0;
    write.setString(++i, alarm.asset());
    write.setInt(++i, alarm.priority().ordinal());
    write.setString(++i, alarm.message());
    write.setInt(++i, alarm.latching() ? 1 : 0);
    write.setInt(++i, condition.holds() ? 1 : 0);
    write.setString(++i, condition.base().name());
    write.setString(++i, condition.suppressed().orElse(null));
    time(write, ++i, condition.shelved().map(Shelving::until));
    write.setString(++i, condition.shelved().map(Shelving::reason).orElse(null));
    write.setString(++i, condition.outOfService().orElse(null));
    write.setLong(++i, Times.nanos(alarm.from()));
    time(write, ++i, kept.until());
    write.setLong(++i, Times.nanos(kept.since()));
    time(write, ++i, kept.annunciated());
    write.setLong(++i, kept.annunciations());
    write.setString(++i, kept.changedBy());
    write.setString(++i, evidence.basis());
    write.setString(++i, evidence.model().map(ModelIdentity::name).orElse(null));
    write.setString(++i, evidence.model().map(ModelIdentity::version).orElse(null));
    write.setString(++i, evidence.model().map(ModelIdentity::digest).orElse(null));
    write.setDouble(++i, evidence.score());
    write.setDouble(++i, evidence.threshold());
    write.setString(++i, evidence.unit());
    write.setLong(++i, Times.nanos(evidence.from()));
    write.setLong(++i, Times.nanos(evidence.to()));
    return i;
  }

  private static void time(PreparedStatement write, int index, Optional<Instant> time) throws SQLException {
    if (time.isPresent()) {
      write.setLong(index, Times.nanos(time.get()));
    } else {
      write.setNull(index, Types.BIGINT);
    }
  }

  private static List<Kept> read(Connection connection, String where, String... values) throws SQLException {
    List<Kept> alarms = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT + where); PreparedStatement contributions = Contributions.OF_ALARMS.select(connection)) {
      for (int i = 0; i < values.length; i++) {
        select.setString(i + 1, values[i]);
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          alarms.add(kept(row, Contributions.OF_ALARMS.of(contributions, row.getString("number"))));
        }
      }
    }
    return alarms;
  }

  private static Kept kept(ResultSet row, Map<String, Double> contributions) throws SQLException {
    Optional<ModelIdentity> model = row.getString("model_name") == null ? Optional.empty()
        : Optional.of(new ModelIdentity(row.getString("model_name"), row.getString("model_version"), row.getString("model_digest")));
    Evidence evidence = new Evidence(row.getString("basis"), model, row.getDouble("score"), row.getDouble("threshold"), row.getString("unit"),
        Times.instant(row.getLong("evidence_from")), Times.instant(row.getLong("evidence_to")), contributions);
    Optional<String> suppressed = Optional.ofNullable(row.getString("suppressed"));
    Alarm alarm = new Alarm(row.getString("condition_name"), row.getString("asset"), SEVERITIES[row.getInt("priority")], row.getString("message"),
        Times.instant(row.getLong("from_time")), row.getInt("latching") == 1, suppressed, evidence);
    Optional<Instant> shelved = time(row, "shelved_until");
    Optional<Shelving> shelving = shelved.isEmpty() ? Optional.empty() : Optional.of(new Shelving(shelved.get(), row.getString("shelved_reason")));
    Condition condition = new Condition(row.getInt("holds") == 1, AlarmState.valueOf(row.getString("base")), shelving, suppressed,
        Optional.ofNullable(row.getString("service_reason")));
    return new Kept(row.getString("number"), row.getString("capability"), alarm, condition, time(row, "until_time"), Times.instant(row.getLong("since")),
        time(row, "annunciated"), row.getLong("annunciations"), row.getString("changed_by"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long nanos = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Times.instant(nanos));
  }
}
