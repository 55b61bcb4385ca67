package io.sallyport.operations.internal.store;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions on the operations database. Thread-safe. */
final class Database {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final DataSource source;

  Database(DataSource source) {
    this.source = source;
  }

  /** What is done in one transaction. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Commits what the work did, or rolls all of it back if it throws.
   *
   * @throws RefusedException SP-WORK-0001 if the database fails; whatever the work throws
   */
  <T> T transaction(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      boolean committed = false;
      try {
        T result = work.run(connection);
        connection.commit();
        committed = true;
        return result;
      } finally {
        if (!committed) {
          rollBack(connection);
        }
      }
    } catch (SQLException e) {
      throw new RefusedException(new Refusal("SP-WORK-0001", "the operations database failed: " + e.getMessage(), "DATA/db",
          "check the disk and the log, then try again"), e);
    }
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      LOG.warn("rollback failed; the connection is discarded", e);
    }
  }
}
