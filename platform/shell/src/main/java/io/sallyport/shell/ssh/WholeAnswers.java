package io.sallyport.shell.ssh;

import io.sallyport.shell.ConsoleDenials;
import io.sallyport.shell.PlainLine;
import io.sallyport.trust.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.command.CommandFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Has Karaf's SSH server refuse lines that are programs ({@link PlainLine}), and wait, at the end of a command, until the client has all of the answer. Karaf ends the connection at once: what the
 * client says meanwhile of what it has read then meets a closed socket, and what is still on its way is lost. Thread-safe.
 */
@Component(service = WholeAnswers.class, immediate = true)
public final class WholeAnswers {
  /** How long a client may take over what is on its way when a command has ended. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Map<SshServer, CommandFactory> former = new ConcurrentHashMap<>();
  private final ConsoleDenials denials;

  @Activate
  public WholeAnswers(@Reference ConsoleDenials denials) {
    this.denials = denials;
  }

  /** Each that is there: Karaf registers another one when its settings change, and does not take the one before back. */
  @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC)
  void addServer(SshServer server) {
    CommandFactory factory = server.getCommandFactory();
    former.put(server, factory);
    CoreModuleProperties.CHANNEL_CLOSE_TIMEOUT.set(server, PATIENCE);
    server.setCommandFactory((channel, line) -> new AwaitedCommand(command(factory, channel, line), PATIENCE));
  }

  /** A line that the console would not run is refused here, where the client sees how it ended. */
  private Command command(CommandFactory factory, ChannelSession channel, String line) throws IOException {
    Optional<Refusal> refusal = PlainLine.refusal(line);
    refusal.ifPresent(why -> denials.refused(Optional.ofNullable(channel.getSession().getUsername()), why));
    return refusal.isPresent() ? new RefusedCommand(refusal.get()) : factory.createCommand(channel, line);
  }

  void removeServer(SshServer server) {
    server.setCommandFactory(former.remove(server));
  }
}
