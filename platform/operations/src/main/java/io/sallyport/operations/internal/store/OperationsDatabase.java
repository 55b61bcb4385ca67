package io.sallyport.operations.internal.store;

import io.sallyport.audit.AuditLog;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;
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
  private final Database database;

  @Activate
  public OperationsDatabase(BundleContext context, @Reference AuditLog audit, @Reference(target = "(dataSourceName=sallyport)") DataSource source) {
    this(source, Clock.systemUTC(), new DatabaseFolder(Path.of(context.getProperty("sallyport.data"), "db", "sallyport"), new EmbeddedDriver(), audit, Clock.systemUTC()));
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
      migrations.apply();
    }
  }

  Database database() {
    return database;
  }
}
