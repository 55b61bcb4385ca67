package io.sallyport.itests.appliance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/** A console that stays open: a shell that is typed into, or a script that runs. Thread-safe. */
public final class OpenConsole implements AutoCloseable {
  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]");
  private static final String PROMPT = "sallyport> ";

  private final SshClient client = SshClient.setUpDefaultClient();
  private final AtomicReference<String> farewell = new AtomicReference<>();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ClientSession session;
  private final ClientChannel channel;

  private OpenConsole(int port, String user, String password, Optional<String> script) {
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.addSessionListener(new SessionListener() {
      @Override
      public void sessionDisconnect(Session closed, int reason, String message, String language, boolean initiator) {
        if (!initiator) {
          farewell.compareAndSet(null, message);
        }
      }
    });
    client.start();
    try {
      session = client.connect(user, "127.0.0.1", port).verify(WAIT).getSession();
      session.addPasswordIdentity(password);
      session.auth().verify(WAIT);
      channel = script.isPresent() ? exec(script.get()) : shell();
    } catch (IOException e) {
      client.stop();
      throw new UncheckedIOException("an open console of " + user, e);
    }
  }

  /** A shell, once it has shown its prompt. */
  public static OpenConsole shell(int port, String user, String password) {
    OpenConsole console = new OpenConsole(port, user, password, Optional.empty());
    console.awaitShown(PROMPT);
    return console;
  }

  /** A script that runs without input. */
  public static OpenConsole script(int port, String user, String password, String script) {
    return new OpenConsole(port, user, password, Optional.of(script));
  }

  private ClientChannel exec(String script) throws IOException {
    ChannelExec exec = session.createExecChannel(script);
    return opened(exec);
  }

  private ClientChannel shell() throws IOException {
    ChannelShell shell = session.createShellChannel();
    return opened(shell);
  }

  private ClientChannel opened(ClientChannel made) throws IOException {
    made.setOut(shown);
    made.setErr(shown);
    made.open().verify(WAIT);
    return made;
  }

  /** Types a line; one that nobody takes any more is lost. */
  public void type(String line) {
    try {
      OutputStream keys = channel.getInvertedIn();
      keys.write((line + "\r").getBytes(StandardCharsets.UTF_8));
      keys.flush();
    } catch (IOException e) {
      if (isOpen()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Everything shown until now, without colours. */
  public String text() {
    return COLOUR.matcher(shown.toString(StandardCharsets.UTF_8)).replaceAll("");
  }

  /** Waits until that was shown. */
  public void awaitShown(String text) {
    Await.until(text + " is shown; so far: " + text(), WAIT, () -> text().contains(text));
  }

  public boolean isOpen() {
    return session.isOpen();
  }

  /** Waits for the other side to close the connection; what it said, empty if nothing. */
  public String awaitClosed() {
    if (!session.waitFor(EnumSet.of(ClientSessionEvent.CLOSED), WAIT).contains(ClientSessionEvent.CLOSED)) {
      throw new AssertionError("still open; shown: " + text());
    }
    return Optional.ofNullable(farewell.get()).orElse("");
  }

  /** Hangs up without a word. */
  @Override
  public void close() {
    session.close(true);
    client.stop();
  }
}
