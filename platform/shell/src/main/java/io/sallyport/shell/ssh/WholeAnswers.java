package io.sallyport.shell.ssh;

import java.time.Duration;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.CommandFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Has Karaf's SSH server wait, at the end of a command, until the client has all of the answer. Karaf ends the connection at once: what the
 * client says meanwhile of what it has read then meets a closed socket, and what is still on its way is lost. Thread-safe.
 */
@Component(service = WholeAnswers.class, immediate = true)
public final class WholeAnswers {
  /** How long a client may take over what is on its way when a command has ended. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SshServer server;
  private final CommandFactory former;

  @Activate
  public WholeAnswers(@Reference SshServer server) {
    this.server = server;
    this.former = server.getCommandFactory();
    CoreModuleProperties.CHANNEL_CLOSE_TIMEOUT.set(server, PATIENCE);
    server.setCommandFactory((channel, line) -> new AwaitedCommand(former.createCommand(channel, line), PATIENCE));
  }

  @Deactivate
  void stop() {
    server.setCommandFactory(former);
  }
}
