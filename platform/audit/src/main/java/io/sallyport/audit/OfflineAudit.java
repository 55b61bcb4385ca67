package io.sallyport.audit;

import io.sallyport.audit.internal.OfflineLog;
import io.sallyport.trust.RefusedException;
import java.nio.file.Path;

/** Audit log and appliance key of an appliance that does not run, for commissioning. Close it. */
public final class OfflineAudit implements AutoCloseable {
  private final ApplianceKey key;
  private final AuditLog log;

  private OfflineAudit(ApplianceKey key, AuditLog log) {
    this.key = key;
    this.log = log;
  }

  /**
   * Opens them, and makes them if they are absent.
   *
   * @param data the data directory
   * @throws RefusedException SP-AUDIT-0009 if the appliance runs
   */
  public static OfflineAudit open(Path data) {
    ApplianceKey key = OfflineLog.key(data);
    return new OfflineAudit(key, OfflineLog.open(data, key.signer()));
  }

  public ApplianceKey applianceKey() {
    return key;
  }

  public AuditLog log() {
    return log;
  }

  @Override
  public void close() {
    if (log instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception e) { // AutoCloseable declares nothing narrower
        throw new IllegalStateException("the audit log could not be closed", e);
      }
    }
  }
}
