package io.sallyport.shell.ssh;

import io.sallyport.trust.BackgroundThreads;
import io.sallyport.trust.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadFactory;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A command that is not run: its refusal is the answer, and it has failed. */
final class RefusedCommand implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(RefusedCommand.class);
  private static final ThreadFactory THREADS = new BackgroundThreads("sallyport-refused-command");

  private final Refusal refusal;
  private OutputStream error;
  private ExitCallback callback;

  RefusedCommand(Refusal refusal) {
    this.refusal = refusal;
  }

  @Override
  public void setInputStream(InputStream in) {}

  @Override
  public void setOutputStream(OutputStream out) {}

  @Override
  public void setErrorStream(OutputStream err) {
    error = err;
  }

  @Override
  public void setExitCallback(ExitCallback exit) {
    callback = exit;
  }

  /** On a thread of its own: who hears of the end may wait for the client. */
  @Override
  public void start(ChannelSession channel, Environment environment) {
    THREADS.newThread(this::answer).start();
  }

  private void answer() {
    try {
      error.write(("Error executing command: " + refusal.message() + "\n").getBytes(StandardCharsets.UTF_8));
      error.flush();
    } catch (IOException e) {
      LOG.debug("The client went before it was answered", e);
    }
    callback.onExit(1);
  }

  @Override
  public void destroy(ChannelSession channel) {}
}
