package io.sallyport.operations.internal.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** One whose commits fail while that is set. */
  public static DataSource failingToCommit(DataSource source, AtomicBoolean failing) {
    return wrapped(DataSource.class, source, (method, result) -> result instanceof Connection connection ? wrapped(Connection.class, connection, (call, given) -> {
      if (call.equals("commit") && failing.get()) {
        throw new SQLException("on purpose, by the test");
      }
      return given;
    }) : result);
  }

  private interface Watch {
    Object after(String method, Object result) throws SQLException;
  }

  private static <T> T wrapped(Class<T> type, T target, Watch watch) {
    return type.cast(Proxy.newProxyInstance(Derby.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
      Object result = method.getName().equals("commit") ? watch.after("commit", null) : null;
      try {
        result = method.invoke(target, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
      return method.getName().equals("commit") ? result : watch.after(method.getName(), result);
    }));
  }

  private static EmbeddedDataSource named(String name) {
    EmbeddedDataSource source = new EmbeddedDataSource();
    source.setDatabaseName(name);
    source.setCreateDatabase("create");
    return source;
  }
}
