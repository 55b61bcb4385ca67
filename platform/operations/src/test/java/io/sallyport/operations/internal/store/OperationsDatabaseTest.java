package io.sallyport.operations.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.insight.Severity;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.audit.testing.MemoryAuditLog;
import io.sallyport.operations.internal.testing.Await;
import io.sallyport.operations.internal.testing.Derby;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsDatabaseTest {
  @TempDir
  Path directory;

  @Test
  void openingAgainKeepsWhatIsThereAndDeletingItStartsEmpty() throws IOException {
    Path db = directory.resolve("db");
    propose(journal(Derby.in(db)), "a");
    Derby.shutDown(db);
    assertEquals(1, journal(Derby.in(db)).list(10).size());
    Derby.shutDown(db);
    delete(db);
    WorkOrderJournal fresh = journal(Derby.in(db));
    assertTrue(fresh.list(10).isEmpty());
    assertEquals("WO-000001", propose(fresh, "a"));
    Derby.shutDown(db);
  }

  @Test
  void oneThatHoldsWhatNoStepMakesIsSetAsideAndTold() throws Exception {
    Path db = directory.resolve("sallyport");
    MemoryAuditLog audit = new MemoryAuditLog();
    propose(journal(Derby.in(db)), "a");
    try (var connection = Derby.in(db).getConnection(); var statement = connection.createStatement()) {
      statement.executeUpdate("CREATE VIEW operations.planted AS SELECT version FROM operations.schema_version");
    }
    assertEquals(0, open(db, audit).database().<Integer>transaction(connection -> count(connection, "operations.work_order")));
    assertEquals(List.of("operations.database.refused"), audit.types());
    assertEquals(2, children(directory).size(), "the old one is kept");
    open(db, audit);
    assertEquals(1, audit.types().size(), "once");
    Derby.shutDown(db);
  }

  @Test
  void aDamagedOneIsSetAsideAndTold() throws Exception {
    Path db = directory.resolve("sallyport");
    MemoryAuditLog audit = new MemoryAuditLog();
    propose(journal(Derby.in(db)), "a");
    Derby.shutDown(db);
    Files.write(db.resolve("log/log.ctrl"), new byte[48]);
    Files.write(db.resolve("log/logmirror.ctrl"), new byte[48]);
    assertEquals(0, open(db, audit).database().<Integer>transaction(connection -> count(connection, "operations.work_order")));
    assertEquals(List.of("operations.database.refused"), audit.types());
    Derby.shutDown(db);
  }

  @Test
  void oneOfANewerReleaseIsNotSetAside() throws Exception {
    Path db = directory.resolve("sallyport");
    MemoryAuditLog audit = new MemoryAuditLog();
    journal(Derby.in(db));
    try (var connection = Derby.in(db).getConnection(); var statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO operations.schema_version VALUES (99, 'later', 0)");
    }
    assertEquals("SP-WORK-0004", assertThrows(RefusedException.class, () -> open(db, audit)).refusal().code());
    assertEquals(List.of(), audit.types());
    Derby.shutDown(db);
  }

  private static OperationsDatabase open(Path db, MemoryAuditLog audit) {
    return new OperationsDatabase(Derby.in(db), Clock.systemUTC(), new DatabaseFolder(db, EmbeddedDriver::new, audit, Clock.systemUTC()));
  }

  private static int count(Connection connection, String table) throws SQLException {
    try (var statement = connection.createStatement(); var result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      result.next();
      return result.getInt(1);
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  @Test
  void refusesASchemaOfANewerRelease() throws SQLException {
    DataSource source = Derby.inMemory(UUID.randomUUID().toString());
    journal(source);
    try (var connection = source.getConnection(); var statement = connection.createStatement()) {
      statement.executeUpdate("INSERT INTO operations.schema_version VALUES (99, 'later', 0)");
    }
    RefusedException refused = assertThrows(RefusedException.class, () -> journal(source));
    assertEquals("SP-WORK-0004", refused.refusal().code());
  }

  @Test
  void aFailedMigrationLeavesNothingBehind() throws SQLException {
    DataSource source = Derby.inMemory(UUID.randomUUID().toString());
    try (var connection = source.getConnection(); var statement = connection.createStatement()) {
      statement.executeUpdate("CREATE SCHEMA operations");
      statement.executeUpdate("CREATE TABLE operations.work_order (in_the_way INTEGER)"); // the step's third table
    }
    assertThrows(RefusedException.class, () -> journal(source));
    try (var connection = source.getConnection(); var statement = connection.createStatement()) {
      SQLException absent = assertThrows(SQLException.class, () -> statement.executeQuery("SELECT * FROM operations.insight"));
      assertEquals("42X05", absent.getSQLState());
    }
  }

  @Test
  void aDatabaseThatFailsIsReportedByCode() throws IOException {
    Path notADatabase = Files.createDirectories(directory.resolve("db"));
    Files.writeString(notADatabase.resolve("service.properties"), "garbage");
    RefusedException refused = assertThrows(RefusedException.class, () -> journal(Derby.in(notADatabase)));
    assertEquals("SP-WORK-0001", refused.refusal().code());
  }

  @Test
  void everyWorkOrderThatWasAcknowledgedSurvivesAKill() throws IOException, InterruptedException {
    Path db = directory.resolve("db");
    Path out = directory.resolve("acknowledged");
    Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), Proposer.class.getName(), db.toString())
        .redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      Await.until("25 work orders", () -> !child.isAlive() || lines(out).size() >= 25);
    } finally {
      child.destroyForcibly().waitFor();
    }
    List<String> acknowledged = lines(out);
    assertTrue(acknowledged.size() >= 25);
    WorkOrderJournal journal = journal(Derby.in(db));
    for (String number : acknowledged) {
      assertTrue(journal.find(number).isPresent(), number);
    }
    assertEquals(String.format(Locale.ROOT, "WO-%06d", journal.list(10_000).size() + 1), propose(journal, "after"));
    Derby.shutDown(db);
  }

  /** Run in a JVM of its own, to be killed. */
  static final class Proposer {
    private Proposer() {}

    public static void main(String[] args) {
      WorkOrderJournal journal = journal(Derby.in(Path.of(args[0])));
      for (int i = 0; ; i++) {
        System.out.println(propose(journal, "key-" + i));
      }
    }
  }

  private static WorkOrderJournal journal(DataSource source) {
    return new WorkOrderJournal(new OperationsDatabase(source, Clock.systemUTC()).database(), new MemoryAuditLog(),
        new WorkOrderPolicy(Severity.HIGH), Clock.systemUTC());
  }

  private static String propose(WorkOrderJournal journal, String key) {
    return journal.propose(new WorkOrderProposal(key, UUID.randomUUID(), "radiator-1", Severity.HIGH, "inspect", "why"), "pm").number();
  }

  /** The complete lines. */
  private static List<String> lines(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
