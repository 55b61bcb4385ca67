package io.sallyport.operations.internal.store;

import java.time.Clock;
import javax.sql.DataSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The operations database, its schema up to date. Deleting it loses operations data and nothing else: it decides no admission. */
@Component(service = OperationsDatabase.class)
public final class OperationsDatabase {
  private final Database database;

  @Activate
  public OperationsDatabase(@Reference(target = "(dataSourceName=sallyport)") DataSource source) {
    this(source, Clock.systemUTC());
  }

  OperationsDatabase(DataSource source, Clock clock) {
    database = new Database(source);
    new Migrations(database, clock).apply();
  }

  Database database() {
    return database;
  }
}
