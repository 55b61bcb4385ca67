package io.sallyport.identity.internal;

import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Closes what Karaf leaves open in its ssh server and has no setting for: with an account, of whatever role, ports could be forwarded
 * through the appliance, past every conduit. It is in the bundle that knows the accounts, so that no login can come before it.
 */
@Component(service = {}, immediate = true)
public final class ConsoleServer {
  /** Called for every ssh server, before or after its start: the server asks its filter at each attempt. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addServer(SshServer server) {
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
  }

  /** A server that goes stays closed. */
  void removeServer(SshServer server) {}
}
