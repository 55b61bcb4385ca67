package io.sallyport.shell.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command whose end is told to the client and then awaited: the channel closes when the client has closed its side, having read everything. */
final class AwaitedCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(AwaitedCommand.class);

  private final Command command;
  private final Duration patience;
  private ExitCallback callback;

  AwaitedCommand(Command command, Duration patience) {
    this.command = command;
    this.patience = patience;
  }

  @Override
  public void setInputStream(InputStream in) {
    command.setInputStream(in);
  }

  @Override
  public void setOutputStream(OutputStream out) {
    command.setOutputStream(out);
  }

  @Override
  public void setErrorStream(OutputStream err) {
    command.setErrorStream(err);
  }

  @Override
  public void setExitCallback(ExitCallback exit) {
    callback = exit;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) throws IOException {
    ExitCallback exit = callback;
    command.setExitCallback((status, message, immediately) -> {
      exit.onExit(status, message, immediately);
      await(channel);
    });
    command.start(channel, environment);
  }

  /** On the command's own thread. */
  private void await(ChannelSession channel) {
    try {
      if (!channel.close(false).await(patience)) {
        LOG.warn("A client of the console did not take the end of an answer within {} s", patience.toSeconds());
      }
    } catch (IOException e) {
      LOG.warn("A client of the console went before the end of an answer: {}", e.getMessage());
    }
  }

  @Override
  public void destroy(ChannelSession channel) throws Exception {
    command.destroy(channel);
  }
}
