package io.sallyport.operations.internal.testing;

import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;

/** Real Derby databases. */
public final class Derby {
  static {
    System.setProperty("derby.stream.error.file", "target/derby.log");
  }

  private Derby() {}

  /** In a directory; made if it is absent. */
  public static DataSource in(Path directory) {
    return named(directory.toString());
  }

  /** In memory, gone with the JVM. */
  public static DataSource inMemory(String name) {
    return named("memory:" + name);
  }

  /** Closes the database, as a clean stop would. */
  public static void shutDown(Path directory) {
    EmbeddedDataSource source = named(directory.toString());
    source.setCreateDatabase(null);
    source.setShutdownDatabase("shutdown");
    try {
      source.getConnection().close();
      throw new AssertionError("Derby reports a shutdown by an exception");
    } catch (SQLException e) {
      if (!"08006".equals(e.getSQLState())) {
        throw new AssertionError(e);
      }
    }
  }

  private static EmbeddedDataSource named(String name) {
    EmbeddedDataSource source = new EmbeddedDataSource();
    source.setDatabaseName(name);
    source.setCreateDatabase("create");
    return source;
  }
}
