package io.sallyport.operations.internal.store;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Brings the schema to this release's version, one transaction per step; a step is never changed once released. */
final class Migrations {
  /** In order; the n-th brings the schema from version n-1 to n. */
  static final List<String> STEPS = List.of("1-insights-and-work-orders.sql", "2-insights-without-a-model.sql", "3-alarms.sql");
  /** Code: a newer release made the schema. */
  static final String NEWER = "SP-WORK-0004";
  /** Nothing here makes views, triggers, routines or jars: whoever did can show other data than was written. */
  private static final String FOREIGN = "SELECT (SELECT COUNT(*) FROM SYS.SYSVIEWS) + (SELECT COUNT(*) FROM SYS.SYSTRIGGERS) + (SELECT COUNT(*) FROM SYS.SYSFILES)"
      + " + (SELECT COUNT(*) FROM SYS.SYSALIASES a, SYS.SYSSCHEMAS s WHERE a.SCHEMAID = s.SCHEMAID AND s.SCHEMANAME NOT LIKE 'SYS%'"
      + " AND s.SCHEMANAME <> 'SQLJ') FROM SYSIBM.SYSDUMMY1";
  /** Derby's SQL states for a table and for a schema that is not there. Asking the catalogue would cost each boot the compilation of its query. */
  private static final Set<String> ABSENT = Set.of("42X05", "42Y07");

  private final Database database;
  private final Clock clock;

  Migrations(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** @throws RefusedException SP-OPS-0101 if the database holds what no step makes, SP-WORK-0004 if the schema is newer than this release, SP-WORK-0001 if the database fails */
  void apply() {
    int version = database.transaction(this::version);
    if (version > STEPS.size()) {
      throw new RefusedException(new Refusal(NEWER, "the operations database has schema version " + version
          + ", this release knows " + STEPS.size(), "DATA/db", "start the newer release, or move DATA/db away: only operations data is in it"));
    }
    for (int next = version + 1; next <= STEPS.size(); next++) {
      int step = next;
      database.transaction(connection -> step(connection, step));
    }
    int foreign = database.transaction(Migrations::foreign);
    if (foreign > 0) {
      throw new RefusedException(new Refusal("SP-OPS-0101", "the operations database holds " + foreign + " views, triggers, routines or jars that the appliance has not made",
          "DATA/db", "find out who changed it; only operations data is in it"));
    }
  }

  private static int foreign(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet result = statement.executeQuery(FOREIGN)) {
      result.next();
      return result.getInt(1);
    }
  }

  private int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT MAX(version) FROM operations.schema_version")) {
      result.next();
      return result.getInt(1);
    } catch (SQLException e) {
      if (!ABSENT.contains(e.getSQLState())) {
        throw e;
      }
      return create(connection);
    }
  }

  private static int create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE SCHEMA operations");
      statement.executeUpdate("CREATE TABLE operations.schema_version (version INTEGER NOT NULL PRIMARY KEY, step VARCHAR(128) NOT NULL, applied BIGINT NOT NULL)");
    }
    return 0;
  }

  private Void step(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements(STEPS.get(version - 1))) {
        statement.executeUpdate(sql);
      }
    }
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO operations.schema_version (version, step, applied) VALUES (?, ?, ?)")) {
      insert.setInt(1, version);
      insert.setString(2, STEPS.get(version - 1));
      insert.setLong(3, Times.nanos(clock.instant()));
      insert.executeUpdate();
    }
    return null;
  }

  private static List<String> statements(String step) {
    try (InputStream in = Migrations.class.getResourceAsStream(step)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks its schema step " + step);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String code = text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
      return List.of(code.split(";")).stream().map(String::strip).filter(sql -> !sql.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
