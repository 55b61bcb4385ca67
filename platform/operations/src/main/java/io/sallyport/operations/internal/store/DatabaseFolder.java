package io.sallyport.operations.internal.store;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.trust.AtomicFiles;
import io.sallyport.trust.RefusedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of the operations database, {@code DATA/db/sallyport}. One that is damaged, or holds what the appliance has not made, is set
 * aside and kept: it decides nothing that may run, and must not keep the plant from running. Not thread-safe.
 *
 * @param folder the database
 * @param driver makes Derby's, which is asked for only when a database is set aside
 */
record DatabaseFolder(Path folder, Supplier<Driver> driver, AuditLog audit, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseFolder.class);
  /** SQLState: another process has the database open. */
  private static final String IN_USE = "XSDB6";
  /** With less space than this, a failure may be the disk's, bytes. */
  private static final long MIN_SPACE = 32L << 20;

  /** Whether another, empty database would do better: not if the disk is full, another process has it, or a newer release made it. */
  boolean damaged(RefusedException failure) {
    boolean inUse = false;
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      inUse |= cause instanceof SQLException sql && IN_USE.equals(sql.getSQLState());
    }
    boolean newer = failure.refusal().code().equals(Migrations.NEWER);
    return !inUse && !newer && folder.getParent().toFile().getUsableSpace() > MIN_SPACE && Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /** Closes it, gives it another name, records why. */
  void setAside(RefusedException why) {
    try (Connection none = driver.get().connect("jdbc:derby:" + folder + ";shutdown=true", new Properties())) {
      LOG.warn("the database answered its own end with a connection: {}", none);
    } catch (SQLException ended) {
      LOG.debug("the database is closed", ended); // Derby says so by an exception
    }
    String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    Path aside = folder.resolveSibling(folder.getFileName() + ".refused-" + time);
    AtomicFiles.rename(folder, aside);
    LOG.error("SP-OPS-0100: the operations database was set aside, and a new one is made – {} – {}", aside, why.getMessage());
    audit.append(AuditEntry.of("operations.database.refused").system("operations").action("open database").object("DATA/db").outcome(Outcome.FAILED)
        .code("SP-OPS-0100").reason("set aside as " + aside.getFileName() + ": " + why.refusal().code() + ": " + why.refusal().what()).build());
  }
}
