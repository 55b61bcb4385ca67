package io.sallyport.operations.internal.store;

import io.sallyport.audit.AuditLog;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDriver;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The operations database, its schema up to date. Deleting it loses operations data and nothing else: it decides no admission. */
@Component(service = OperationsDatabase.class)
public final class OperationsDatabase {
  /** SQLState: the connection does not exist (any more). */
  private static final String NO_CONNECTION = "08003";
  /** Connections in the pool, {@code hikari.maximumPoolSize}. */
  private static final int MAX_POOLED = 8;

  private final Database database;

  @Activate
  public OperationsDatabase(BundleContext context, @Reference AuditLog audit, @Reference(target = "(dataSourceName=sallyport)") DataSource source) {
    this(source, Clock.systemUTC(), new DatabaseFolder(Path.of(context.getProperty("sallyport.data"), "db", "sallyport"), () -> new EmbeddedDriver(), audit, Clock.systemUTC()));
  }

  /** Of a database that is nobody's folder: what is wrong with it is thrown. */
  OperationsDatabase(DataSource source, Clock clock) {
    database = new Database(source);
    new Migrations(database, clock).apply();
  }

  OperationsDatabase(DataSource source, Clock clock, DatabaseFolder folder) {
    database = new Database(source);
    Migrations migrations = new Migrations(database, clock);
    try {
      migrations.apply();
    } catch (RefusedException failure) {
      if (!folder.damaged(failure)) {
        throw failure;
      }
      folder.setAside(failure);
      applyToNew(migrations);
    }
  }

  /** The pool may still give connections of the database that is closed; it drops each that fails. */
  private static void applyToNew(Migrations migrations) {
    for (int stale = 0;; stale++) {
      try {
        migrations.apply();
        return;
      } catch (RefusedException failure) {
        if (stale == MAX_POOLED || !closed(failure)) {
          throw failure;
        }
      }
    }
  }

  private static boolean closed(RefusedException failure) {
    return failure.getCause() instanceof SQLException cause && NO_CONNECTION.equals(cause.getSQLState());
  }

  Database database() {
    return database;
  }
}
