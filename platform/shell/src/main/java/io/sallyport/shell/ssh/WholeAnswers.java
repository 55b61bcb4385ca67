package io.sallyport.shell.ssh;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.CommandFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Has Karaf's SSH server wait, at the end of a command, until the client has all of the answer. Karaf ends the connection at once: what the
 * client says meanwhile of what it has read then meets a closed socket, and what is still on its way is lost. Thread-safe.
 */
@Component(service = WholeAnswers.class, immediate = true)
public final class WholeAnswers {
  /** How long a client may take over what is on its way when a command has ended. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Map<SshServer, CommandFactory> former = new ConcurrentHashMap<>();

  /** Each that is there: Karaf registers another one when its settings change, and does not take the one before back. */
  @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
  void addServer(SshServer server) {
    CommandFactory factory = server.getCommandFactory();
    former.put(server, factory);
    CoreModuleProperties.CHANNEL_CLOSE_TIMEOUT.set(server, PATIENCE);
    server.setCommandFactory((channel, line) -> new AwaitedCommand(factory.createCommand(channel, line), PATIENCE));
  }

  void removeServer(SshServer server) {
    server.setCommandFactory(former.remove(server));
  }
}
