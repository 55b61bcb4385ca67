package io.sallyport.shell.opcua;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code opcua:trust THUMBPRINT}. */
@Service
@Command(scope = "opcua", name = "trust", description = "Trusts a server certificate that the connector has rejected")
public final class OpcUaTrust extends CertificateDecision {
  public OpcUaTrust() {
    super("rejected", "trusted", "opcua.trusted", "trust");
  }
}
