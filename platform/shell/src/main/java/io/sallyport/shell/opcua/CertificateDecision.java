package io.sallyport.shell.opcua;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import io.sallyport.shell.Administration;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.osgi.framework.BundleContext;

/** A person decides on a certificate: recorded in the audit log, then the file is moved. */
abstract class CertificateDecision extends Administration {
  private final String from;
  private final String to;
  private final String type;
  private final String action;

  @Argument(name = "THUMBPRINT", description = "At least the first 16 digits, SHA-256 or SHA-1", required = true)
  private String thumbprint;

  @Option(name = "--yes", description = "Don't ask")
  private boolean yes;

  @Reference
  private BundleContext context;

  @Reference
  private AuditLog audit;

  CertificateDecision(String from, String to, String type, String action) {
    this.from = from;
    this.to = to;
    this.type = type;
    this.action = action;
  }

  @Override
  protected final Reply run() {
    CertificateStore store = DataDirectory.certificates(context);
    Certificate certificate = store.find(from, thumbprint);
    progress("SHA-256     " + certificate.thumbprint());
    progress("SHA-1       " + certificate.sha1());
    progress("Subject     " + certificate.subject());
    progress("Valid until " + certificate.validUntil());
    if (!yes && !new Prompt(session()).confirm("Has this thumbprint been compared with the server's own, and shall it be " + to + "?")) {
      return Reply.of(Map.of("changed", false), "nothing changed").failed();
    }
    audit.append(AuditEntry.of(type).actor(actor()).action(action)
        .object("certificate/" + certificate.thumbprint()).reason(certificate.subject())
        .digest("certificate", certificate.thumbprint()).build());
    store.move(certificate, to);
    return Reply.of(Map.of("changed", true, "thumbprint", certificate.thumbprint(), "state", to),
        certificate.thumbprint() + " is " + to + "; the connector notices within a second while it waits, else at its next connection");
  }
}
