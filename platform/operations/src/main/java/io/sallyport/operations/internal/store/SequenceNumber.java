package io.sallyport.operations.internal.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** SQL of the table {@code sequence_number}. */
final class SequenceNumber {
  private SequenceNumber() {}

  /** The next number; whoever asks meanwhile waits until the transaction ends. A rollback gives the number back. */
  static long next(Connection connection, String name) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement("UPDATE operations.sequence_number SET last_number = last_number + 1 WHERE name = ?")) {
      update.setString(1, name);
      update.executeUpdate();
    }
    try (PreparedStatement select = connection.prepareStatement("SELECT last_number FROM operations.sequence_number WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
