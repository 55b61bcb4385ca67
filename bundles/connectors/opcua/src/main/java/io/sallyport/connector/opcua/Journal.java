package io.sallyport.connector.opcua;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.audit.AuditTrail.Outcome;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Map;

/** What the connector writes to the audit log. */
final class Journal implements ServerSession.Quarantine {
  private static final int LONGEST = 500;

  private final AuditTrail audit;
  private final TrustList trust;

  Journal(AuditTrail audit, TrustList trust) {
    this.audit = audit;
    this.trust = trust;
  }

  /** A session is up. @throws IllegalStateException if it cannot be recorded: then the session must not be used */
  void connected(String server) {
    audit.record("opcua.connected", "connect", server, Outcome.DONE, Map.of());
  }

  void lost(String server, Problem problem) {
    audit.record("opcua.lost", "connect", server, Outcome.FAILED, Map.of("code", problem.code(), "reason", shorten(problem.what())));
  }

  /** Keeps an unknown certificate aside; recorded once per certificate. */
  @Override
  public void reject(X509Certificate certificate, String server) {
    try {
      if (trust.quarantine(certificate)) {
        audit.record("opcua.rejected", "quarantine", TrustList.thumbprint(certificate), Outcome.REFUSED,
            Map.of("server", server, "subject", shorten(certificate.getSubjectX500Principal().getName()), "code", "SP-OPCUA-0003"));
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("cannot keep a rejected certificate", e);
    }
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
