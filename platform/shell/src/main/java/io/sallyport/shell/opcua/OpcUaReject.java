package io.sallyport.shell.opcua;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code opcua:reject THUMBPRINT}. */
@Service
@Command(scope = "opcua", name = "reject", description = "Withdraws the trust in a server certificate; a session that is up ends at its next connection")
public final class OpcUaReject extends CertificateDecision {
  public OpcUaReject() {
    super("trusted", "rejected", "opcua.rejected", "withdraw");
  }
}
