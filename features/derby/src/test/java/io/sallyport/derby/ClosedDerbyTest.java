package io.sallyport.derby;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database calls no Java, whatever its catalogue says; what the appliance does with it works. */
class ClosedDerbyTest {
  @TempDir Path folder;
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    System.setProperty("derby.stream.error.file", folder.resolve("derby.log").toString());
    connection = DriverManager.getConnection(url() + ";create=true");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    assertThrows(SQLException.class, () -> DriverManager.getConnection(url() + ";shutdown=true"));
  }

  private String url() {
    return "jdbc:derby:" + folder.resolve("db");
  }

  private void run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String refused(String sql) {
    return assertThrows(SQLException.class, () -> run(sql), sql).getSQLState();
  }

  @Test
  void theClassFactoryIsOurs() throws Exception {
    assertEquals("classes/", ending(org.apache.derby.impl.services.reflect.ReflectClassesJava2.class));
  }

  private static String ending(Class<?> type) {
    String location = type.getProtectionDomain().getCodeSource().getLocation().toString();
    return location.substring(location.length() - "classes/".length());
  }

  @Test
  void ordinarySqlWorksAndSurvivesARestart() throws SQLException {
    run("CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(64), body CLOB, seen TIMESTAMP, amount DECIMAL(10, 2))",
        "CREATE INDEX t_name ON t (name)", "INSERT INTO t VALUES (1, 'one', 'text', CURRENT_TIMESTAMP, 1.50)");
    connection.close();
    assertThrows(SQLException.class, () -> DriverManager.getConnection(url() + ";shutdown=true"));
    connection = DriverManager.getConnection(url());
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT MAX(id), COUNT(*), UPPER(MAX(name)) FROM t WHERE name LIKE 'o%' AND amount > 1")) {
      assertTrue(result.next());
      assertEquals("ONE", result.getString(3));
    }
    assertEquals("23505", refused("INSERT INTO t VALUES (1, 'again', NULL, NULL, NULL)"));
  }

  @Test
  void noFunctionRuns() throws SQLException {
    run("CREATE FUNCTION load (name VARCHAR(100)) RETURNS VARCHAR(100) PARAMETER STYLE JAVA NO SQL LANGUAGE JAVA EXTERNAL NAME 'java.lang.System.getProperty'",
        "CREATE PROCEDURE ended (code INTEGER) PARAMETER STYLE JAVA NO SQL LANGUAGE JAVA EXTERNAL NAME 'java.lang.System.exit'",
        "CREATE TABLE t (id INTEGER)", "INSERT INTO t VALUES (1)");
    assertEquals("42X51", refused("SELECT load('user.dir') FROM t"));
    assertEquals("42X51", refused("CALL ended(1)"));
    assertEquals("42X51", refused("CREATE VIEW v AS SELECT load('user.dir') AS answer FROM t"));
    assertEquals("42X51", refused("CREATE TRIGGER tr AFTER INSERT ON t FOR EACH STATEMENT CALL ended(1)"));
  }

  @Test
  void noProcedureOfDerbysRuns() {
    Path file = folder.resolve("exported");
    for (String sql : List.of("CALL SYSCS_UTIL.SYSCS_EXPORT_QUERY('VALUES 1', '" + file + "', NULL, NULL, NULL)",
        "CALL SYSCS_UTIL.SYSCS_BACKUP_DATABASE('" + folder.resolve("backup") + "')", "CALL SQLJ.INSTALL_JAR('" + file + "', 'APP.x', 0)",
        "CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.database.classpath', 'APP.x')", "CALL SYSCS_UTIL.SYSCS_REGISTER_TOOL('databaseMetaData', true)",
        "CALL SYSCS_UTIL.SYSCS_IMPORT_TABLE(NULL, 'T', '/etc/passwd', NULL, NULL, NULL, 0)")) {
      assertEquals("42X50", refused(sql), sql);
    }
    assertTrue(Files.notExists(file));
  }

  @Test
  void noTypeAndNoTableFunctionIsLoaded() throws SQLException {
    run("CREATE FUNCTION rows_of () RETURNS TABLE (a INTEGER) LANGUAGE JAVA PARAMETER STYLE DERBY_JDBC_RESULT_SET NO SQL EXTERNAL NAME 'java.lang.System.gc'");
    assertThrows(SQLException.class, () -> run("SELECT * FROM TABLE (rows_of()) AS r"));
    assertThrows(SQLException.class, () -> run("CREATE TYPE evil EXTERNAL NAME 'java.io.File' LANGUAGE JAVA", "CREATE TABLE t (a evil)"));
  }

  /** Made with Derby as it comes: a view in the place of a table, and a trigger whose byte code is stored in the catalogue. */
  @Test
  void whatStockDerbyPlantedDoesNotRun() throws Exception {
    Path planted = folder.resolve("planted");
    String stock = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(path -> path.contains("org/apache/derby") || path.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", stock, Planting.class.getName(), planted.toString())
        .directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    try (Connection attacked = DriverManager.getConnection("jdbc:derby:" + planted); Statement statement = attacked.createStatement()) {
      assertThrows(SQLException.class, () -> statement.executeQuery("SELECT MAX(version) FROM schema_version").next());
      assertThrows(SQLException.class, () -> statement.execute("INSERT INTO orders VALUES (2)"));
      try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
        assertTrue(rows.next());
        assertEquals(1, rows.getInt(1), "data can be read");
      }
    }
    assertNull(System.getProperty(Planting.MARK));
    assertThrows(SQLException.class, () -> DriverManager.getConnection("jdbc:derby:" + planted + ";shutdown=true"));
  }
}
