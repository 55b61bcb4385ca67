package io.sallyport.launcher.console;

import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The console's client, over SSH on the loopback interface: {@code exec [-i] [-u USER] COMMAND…} ({@code -i}: what the command asks
 * for comes from standard input) or {@code console [-u USER]}. It accepts only
 * the appliance's own host key. Exit status: the command's; 77 not logged in; 69 no appliance, or it
 * ended the connection before the command did; 2 usage.
 */
public final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int NOT_LOGGED_IN = 77;
  private static final int NOT_THERE = 69;
  /** Which keys end a command, erase, and end the input: the appliance's terminal knows none by itself, and Ctrl-C would be a character like others. */
  private static final Map<PtyMode, Integer> KEYS = Map.of(PtyMode.VINTR, 3, PtyMode.VERASE, 127, PtyMode.VKILL, 21, PtyMode.VEOF, 4);

  private Client() {}

  /** See the class comment. */
  public static void main(String[] arguments) throws IOException {
    List<String> rest = new ArrayList<>(List.of(arguments));
    String mode = rest.isEmpty() ? "" : rest.remove(0);
    String user = System.getenv().getOrDefault("SALLYPORT_USER", "");
    boolean input = false;
    while (!rest.isEmpty() && rest.get(0).startsWith("-")) {
      String option = rest.remove(0);
      if (option.equals("-u") && !rest.isEmpty()) {
        user = rest.remove(0);
      } else if (option.equals("-i")) {
        input = true;
      } else {
        user = "";
        break;
      }
    }
    boolean exec = mode.equals("exec");
    if (user.isBlank() || exec == rest.isEmpty() || !exec && !mode.equals("console")) {
      System.err.println("usage: sallyport exec [-i] -u USER COMMAND… | sallyport console -u USER (or set SALLYPORT_USER)");
      System.exit(2);
    }
    try {
      System.exit(run(user, exec ? CommandLine.of(rest) : null, input));
    } catch (RefusedException refused) {
      System.err.println(refused.getMessage());
      System.exit(NOT_THERE);
    }
  }

  private static int run(String user, String command, boolean input) throws IOException {
    HostKey hostKey = HostKey.of(Path.of(System.getProperty("sallyport.data")));
    try (SshClient client = SshClient.setUpDefaultClient()) {
      client.setServerKeyVerifier((session, address, key) -> hostKey.matches(key));
      // Nothing of the caller's own SSH configuration or keys; one attempt per call, so that a typing error counts once.
      client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
      client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
      client.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
      client.start();
      try (ClientSession session = client.connect(user, "127.0.0.1", Integer.getInteger("sallyport.ssh.port", 8101)).verify(PATIENCE).getSession()) {
        if (!logIn(session, user)) {
          return NOT_LOGGED_IN;
        }
        return command == null ? console(session) : exec(session, command, input);
      } catch (SshException e) {
        System.err.println("sallyport: no console at 127.0.0.1:" + Integer.getInteger("sallyport.ssh.port", 8101) + ": " + e.getMessage());
        return NOT_THERE;
      }
    }
  }

  private static boolean logIn(ClientSession session, String user) throws IOException {
    session.addPasswordIdentity(password(user));
    try {
      session.auth().verify(PATIENCE);
      return true;
    } catch (SshException e) {
      System.err.println("sallyport: user or password refused");
      return false;
    }
  }

  private static String password(String user) throws IOException {
    String file = System.getenv("SALLYPORT_PASSWORD_FILE");
    if (file != null) {
      return Files.readString(Path.of(file)).lines().findFirst().orElse("");
    }
    String value = System.getenv("SALLYPORT_PASSWORD");
    if (value != null) {
      return value;
    }
    if (System.console() == null) {
      System.err.println("sallyport: no terminal to ask for a password: set SALLYPORT_PASSWORD_FILE");
      System.exit(NOT_LOGGED_IN);
    }
    return new String(System.console().readPassword("Password of %s: ", user));
  }

  private static int exec(ClientSession session, String command, boolean input) throws IOException {
    try (ChannelExec channel = session.createExecChannel(command)) {
      channel.setOut(new NoClose(System.out));
      channel.setErr(new NoClose(System.err));
      channel.setIn(input ? System.in : InputStream.nullInputStream());
      return finish(channel).orElseGet(Client::cutOff);
    }
  }

  /** A script must not take silence for an answer. */
  private static int cutOff() {
    System.err.println("sallyport: the connection ended before the command did, so whether it was done is not known – sallyport status tells whether the appliance runs; then look at what the command was to change");
    return NOT_THERE;
  }

  private static int console(ClientSession session) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).nativeSignals(true).signalHandler(Terminal.SignalHandler.SIG_IGN).build();
        ChannelShell channel = session.createShellChannel()) {
      Attributes before = terminal.enterRawMode();
      try {
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false); // Ctrl-C and Ctrl-Z are for the appliance, like every other key
        terminal.setAttributes(raw);
        Map<PtyMode, Integer> modes = new EnumMap<>(channel.getPtyModes());
        modes.putAll(KEYS);
        channel.setPtyModes(modes);
        channel.setPtyType(terminal.getType());
        channel.setPtyColumns(terminal.getWidth());
        channel.setPtyLines(terminal.getHeight());
        channel.setEnv("TERM", terminal.getType());
        channel.setOut(new NoClose(terminal.output()));
        channel.setErr(new NoClose(terminal.output()));
        channel.setIn(terminal.input());
        terminal.handle(Terminal.Signal.WINCH, signal -> resize(channel, terminal));
        return finish(channel).orElse(1);
      } finally {
        terminal.setAttributes(before);
      }
    }
  }

  private static void resize(ChannelShell channel, Terminal terminal) {
    try {
      channel.sendWindowChange(terminal.getWidth(), terminal.getHeight());
    } catch (IOException e) {
      System.err.println("sallyport: " + e.getMessage());
    }
  }

  /** The command's exit status; empty if the appliance did not send one. */
  private static Optional<Integer> finish(ClientChannel channel) throws IOException {
    channel.open().verify(PATIENCE);
    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 0L);
    System.out.flush();
    return Optional.ofNullable(channel.getExitStatus());
  }

  /** Passes everything on but the close, which the channel would otherwise do to stdout. */
  private static final class NoClose extends java.io.FilterOutputStream {
    NoClose(OutputStream out) {
      super(out);
    }

    @Override public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      out.flush();
    }

    @Override public void close() throws IOException {
      flush();
    }
  }
}
