package io.sallyport.connector.opcua;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.audit.AuditTrail.Outcome;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the connector writes to the audit log. */
final class Journal implements ServerSession.Quarantine {
  private static final int LONGEST = 500;
  /** Of an entry's details. */
  private static final int MOST_NAMED = 20;

  private final AuditTrail audit;
  private final TrustList trust;
  private Set<String> recorded = Set.of();

  Journal(AuditTrail audit, TrustList trust) {
    this.audit = audit;
    this.trust = trust;
  }

  /** A session is up. @throws IllegalStateException if it cannot be recorded: then the session must not be used */
  void connected(String server) {
    audit.record("opcua.connected", "connect", server, Outcome.DONE, Map.of());
  }

  /**
   * Whom the connector is about to trust. Files may be put into the trust list by other hands than {@code opcua:trust}; none of them counts before the log names
   * it. One entry for each change, and one after each start. @throws IllegalStateException if it cannot be recorded: then nobody must be trusted
   */
  void trusting(Set<String> thumbprints) {
    if (thumbprints.equals(recorded)) {
      return;
    }
    Map<String, String> details = new LinkedHashMap<>();
    details.put("certificates", Integer.toString(thumbprints.size()));
    List<String> added = thumbprints.stream().filter(thumbprint -> !recorded.contains(thumbprint)).limit(MOST_NAMED).toList();
    for (int i = 0; i < added.size(); i++) {
      details.put("added-" + (i + 1), added.get(i));
    }
    long removed = recorded.stream().filter(thumbprint -> !thumbprints.contains(thumbprint)).count();
    details.put("removed", Long.toString(removed));
    audit.record("opcua.trust-list", "read", "trusted", Outcome.DONE, details);
    recorded = Set.copyOf(thumbprints);
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
