package io.sallyport.itests.appliance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/**
 * One person at the appliance's console, over ssh on loopback. The appliance ends a session with its command, so each command logs in
 * anew; several may run at once. Thread-safe.
 */
public final class Console implements AutoCloseable {
  static final Duration CONNECT = Duration.ofSeconds(60);
  private static final Duration COMMAND = Duration.ofSeconds(120);
  private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;?]*[A-Za-z]");

  private final int port;
  private final String user;
  private final String password;
  private final Duration connect;
  private final Supplier<String> diagnosis;
  private final AtomicReference<Login> unused = new AtomicReference<>();

  private Console(int port, String user, String password, Duration connect, Supplier<String> diagnosis) {
    this.port = port;
    this.user = user;
    this.password = password;
    this.connect = connect;
    this.diagnosis = diagnosis;
  }

  /**
   * Logs in.
   *
   * @throws LoginRefused if the server is there and turns the person away
   * @throws AssertionError if it does not answer in time
   */
  public static Console login(int port, String user, String password) {
    return login(port, user, password, CONNECT, () -> "");
  }

  /**
   * The same.
   *
   * @param connect longest wait for the server's answer to each step of a login
   * @param diagnosis what the server was doing, asked only when it did not answer in time
   */
  static Console login(int port, String user, String password, Duration connect, Supplier<String> diagnosis) {
    Console console = new Console(port, user, password, connect, diagnosis);
    console.unused.set(console.connect());
    return console;
  }

  /** A session with a client of its own: what stalls one can't stall another. */
  private Login connect() {
    SshClient client = SshClient.setUpDefaultClient();
    // A test on loopback against a server whose key was made moments ago.
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.start();
    long end = System.nanoTime() + connect.toNanos();
    try {
      ClientSession session = client.connect(user, "127.0.0.1", port).verify(connect).getSession();
      session.addPasswordIdentity(password);
      authenticate(session);
      return new Login(client, session);
    } catch (IOException | RuntimeException e) {
      // What took as long as it was allowed to was a silent server, not one that refused.
      if (System.nanoTime() >= end) {
        String doing = diagnosis.get();
        client.stop();
        throw new AssertionError(user + " got no answer within " + connect.toMillis() + " ms\n" + doing, e);
      }
      client.stop();
      throw e instanceof IOException io ? new UncheckedIOException("connecting " + user, io) : (RuntimeException) e;
    }
  }

  private record Login(SshClient client, ClientSession session) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try {
        session.close();
      } finally {
        client.stop();
      }
    }
  }

  private void authenticate(ClientSession session) {
    try {
      session.auth().verify(connect);
    } catch (IOException e) {
      throw new LoginRefused(user, e);
    }
  }

  /** Runs a command; every line of input answers one prompt. */
  public Result run(String command, String... input) {
    return run(COMMAND, command, input);
  }

  /** As {@link #run(String, String...)} with another deadline. */
  public Result run(Duration deadline, String command, String... input) {
    return run(deadline, command, new ByteArrayInputStream(lines(input)));
  }

  /** The same with an input that may come later: reading it blocks. */
  Result run(Duration deadline, String command, InputStream input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Login ready = unused.getAndSet(null);
    try (Login login = ready != null ? ready : connect(); ChannelExec channel = login.session().createExecChannel(command)) {
      channel.setIn(input);
      channel.setOut(out);
      channel.setErr(err);
      channel.open().verify(connect);
      if (!channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), deadline).contains(ClientChannelEvent.CLOSED)) {
        throw new AssertionError(command + " did not end within " + deadline.toSeconds() + " s; so far: " + text(out) + text(err) + "\n" + diagnosis.get());
      }
      Integer status = channel.getExitStatus();
      return new Result(command, status == null ? -1 : status, text(out), text(err));
    } catch (IOException e) {
      throw new UncheckedIOException(command, e);
    }
  }

  private static byte[] lines(String... input) {
    StringBuilder lines = new StringBuilder();
    for (String line : input) {
      lines.append(line).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return COLOUR.matcher(bytes.toString(StandardCharsets.UTF_8)).replaceAll("").replace("\r", "");
  }

  @Override
  public void close() {
    Login ready = unused.getAndSet(null);
    if (ready != null) {
      ready.client().stop();
    }
  }

  /** The server turned the person away. */
  public static final class LoginRefused extends RuntimeException {
    LoginRefused(String user, Throwable cause) {
      super("login of " + user + " refused: " + cause.getMessage(), cause);
    }
  }
}
