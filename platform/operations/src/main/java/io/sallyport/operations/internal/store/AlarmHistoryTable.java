package io.sallyport.operations.internal.store;

import io.sallyport.api.insight.Severity;
import io.sallyport.operations.AlarmEvent;
import io.sallyport.operations.AlarmState;
import io.sallyport.operations.internal.alarm.Annunciation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SQL of the table {@code alarm_event}. Stateless. */
final class AlarmHistoryTable {
  private static final String SELECT = "SELECT alarm, asset, message, priority, time, action, from_state, to_state, actor, reason, annunciated FROM operations.alarm_event";
  private static final Severity[] SEVERITIES = Severity.values();

  void insert(Connection connection, AlarmEvent event) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO operations.alarm_event (alarm, asset, message, priority, time, action,"
        + " from_state, to_state, actor, reason, annunciated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, event.number());
      insert.setString(2, event.asset());
      insert.setString(3, event.message());
      insert.setInt(4, event.priority().ordinal());
      insert.setLong(5, Times.nanos(event.time()));
      insert.setString(6, event.action());
      insert.setString(7, event.from().name());
      insert.setString(8, event.to().name());
      insert.setString(9, event.by());
      insert.setString(10, event.reason().orElse(null));
      insert.setInt(11, event.annunciated() ? 1 : 0);
      insert.executeUpdate();
    }
  }

  /** The newest first. */
  List<AlarmEvent> list(Connection connection, Optional<String> number, int max) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + (number.isPresent() ? " WHERE alarm = ?" : "") + " ORDER BY id DESC")) {
      if (number.isPresent()) {
        select.setString(1, number.get());
      }
      select.setMaxRows(max);
      List<AlarmEvent> events = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.add(new AlarmEvent(row.getString("alarm"), row.getString("asset"), row.getString("message"), SEVERITIES[row.getInt("priority")],
              Times.instant(row.getLong("time")), row.getString("action"), AlarmState.valueOf(row.getString("from_state")),
              AlarmState.valueOf(row.getString("to_state")), row.getString("actor"), Optional.ofNullable(row.getString("reason")), row.getInt("annunciated") == 1));
        }
      }
      return events;
    }
  }

  /** When operators were told of what, oldest first. */
  List<Annunciation> annunciations(Connection connection, Instant since) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT alarm, time FROM operations.alarm_event WHERE time >= ? AND annunciated = 1 ORDER BY time, id")) {
      select.setLong(1, Times.nanos(since));
      List<Annunciation> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(new Annunciation(row.getString(1), Times.instant(row.getLong(2))));
        }
      }
      return found;
    }
  }

  /** Forgets the oldest events beyond so many. */
  void prune(Connection connection, long most) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM operations.alarm_event WHERE id <= (SELECT MAX(id) FROM operations.alarm_event) - ?")) {
      delete.setLong(1, most);
      delete.executeUpdate();
    }
  }
}
