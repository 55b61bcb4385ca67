package io.sallyport.operations.internal.store;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** Records before the effect: called inside the transaction, so that what cannot be recorded is rolled back. Thread-safe. */
final class Recorder {
  private final AuditLog log;

  Recorder(AuditLog log) {
    this.log = log;
  }

  /** @throws RefusedException SP-WORK-0007 if the entry is not durable */
  void record(AuditEntry entry) {
    try {
      log.append(entry);
    } catch (RuntimeException e) {
      throw new RefusedException(new Refusal("SP-WORK-0007", "it could not be recorded, so it was not done: " + e.getMessage(),
          entry.object(), "see appliance:status for the audit log, then try again"), e);
    }
  }
}
