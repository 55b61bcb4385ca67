package com.acme.modbus;

import io.sallyport.api.audit.AuditTrail;
import java.util.Map;

/** Records connections made and lost: whoever asks why data is missing finds it there. */
final class Journal {
  private final AuditTrail audit;

  Journal(AuditTrail audit) {
    this.audit = audit;
  }

  /** @throws IllegalStateException if it cannot be recorded: then nothing may be read */
  void connected(Server server) {
    audit.record("modbus.connected", "connect", server.toString(), AuditTrail.Outcome.DONE, Map.of());
  }

  /** @throws IllegalStateException if it cannot be recorded */
  void lost(Server server, String why) {
    audit.record("modbus.lost", "connect", server.toString(), AuditTrail.Outcome.FAILED, Map.of("why", why));
  }
}
