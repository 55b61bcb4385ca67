package io.sallyport.operations.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** SQL of a table of shares, by signal, of what they belong to. Stateless. */
final class Contributions {
  static final Contributions OF_INSIGHTS = new Contributions("operations.contribution", "insight");
  static final Contributions OF_ALARMS = new Contributions("operations.alarm_contribution", "alarm");

  private final String select;
  private final String delete;
  private final String insert;

  private Contributions(String table, String owner) {
    select = "SELECT signal, share FROM " + table + " WHERE " + owner + " = ?";
    delete = "DELETE FROM " + table + " WHERE " + owner + " = ?";
    insert = "INSERT INTO " + table + " (" + owner + ", signal, share) VALUES (?, ?, ?)";
  }

  /** Replaces those of an owner. */
  void put(Connection connection, String owner, Map<String, Double> contributions) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setString(1, owner);
      statement.executeUpdate();
    }
    if (contributions.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      for (Map.Entry<String, Double> contribution : contributions.entrySet()) {
        statement.setString(1, owner);
        statement.setString(2, contribution.getKey());
        statement.setDouble(3, contribution.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** @param statement of {@link #select}, used for many */
  Map<String, Double> of(PreparedStatement statement, String owner) throws SQLException {
    Map<String, Double> shares = new HashMap<>();
    statement.setString(1, owner);
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        shares.put(row.getString(1), row.getDouble(2));
      }
    }
    return shares;
  }

  PreparedStatement select(Connection connection) throws SQLException {
    return connection.prepareStatement(select);
  }
}
