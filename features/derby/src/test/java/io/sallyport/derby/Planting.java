package io.sallyport.derby;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** With stock Derby, in a JVM of its own: a database whose view and trigger run a Java method that leaves a mark. Fails if they do not. */
public final class Planting {
  /** System property that the method sets. */
  static final String MARK = "planted.code.ran";

  private Planting() {}

  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:derby:" + arguments[0] + ";create=true"); Statement statement = connection.createStatement()) {
      statement.execute("CREATE FUNCTION mark (name VARCHAR(100), made VARCHAR(100)) RETURNS VARCHAR(100) PARAMETER STYLE JAVA NO SQL LANGUAGE JAVA "
          + "EXTERNAL NAME 'java.lang.System.setProperty'");
      statement.execute("CREATE TABLE orders (id INTEGER)");
      statement.execute("CREATE VIEW schema_version AS SELECT CASE WHEN mark('" + MARK + "', 'view') IS NULL THEN 1 ELSE 3 END AS version FROM orders");
      statement.execute("CREATE TRIGGER ordered AFTER INSERT ON orders FOR EACH STATEMENT VALUES mark('" + MARK + "', 'trigger')");
      statement.execute("INSERT INTO orders VALUES (1)");
      statement.executeQuery("SELECT MAX(version) FROM schema_version").next();
    }
    try {
      DriverManager.getConnection("jdbc:derby:" + arguments[0] + ";shutdown=true");
    } catch (SQLException closed) {
      System.exit("view".equals(System.getProperty(MARK)) ? 0 : 1);
    }
  }
}
