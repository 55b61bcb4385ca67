package io.sallyport.launcher.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sallyport exec}, as a process, against a console that says and does what the command tells it. */
@Timeout(60)
class ClientTest {
  @TempDir Path data;

  private SshServer console;

  /** What was said, and how it ended. */
  private record Ended(int status, String out, String err) {}

  @BeforeEach
  void console() throws Exception {
    HostKey.ensure(data);
    KeyFactory keys = KeyFactory.getInstance("EC");
    KeyPair own = new KeyPair(keys.generatePublic(new X509EncodedKeySpec(der("host.key.pub"))), keys.generatePrivate(new PKCS8EncodedKeySpec(der("host.key"))));
    console = SshServer.setUpDefaultServer();
    console.setHost("127.0.0.1");
    console.setPort(0);
    console.setKeyPairProvider(KeyPairProvider.wrap(own));
    console.setPasswordAuthenticator((user, password, session) -> password.equals("right"));
    console.setCommandFactory((channel, command) -> new Answer(command));
    console.start();
  }

  @AfterEach
  void end() throws IOException {
    console.stop(true);
  }

  @Test
  void theStatusIsTheCommands() throws Exception {
    assertEquals(new Ended(0, "done\n", ""), exec("right", "done"));
    assertEquals(new Ended(1, "refused\n", ""), exec("right", "refused"));
  }

  /** The appliance ends in the middle of a command, by a power cut or kill -9: no status comes, and silence is not taken for an answer. */
  @Test
  void aConnectionThatEndsBeforeTheCommandIsSaid() throws Exception {
    Ended ended = exec("right", "cut");
    assertEquals(69, ended.status());
    assertEquals("cut\n", ended.out(), "what came before is shown");
    assertTrue(ended.err().startsWith("sallyport: the connection ended before the command did, so whether it was done is not known"), ended::err);
    assertEquals(1, ended.err().lines().count(), ended::err);
  }

  @Test
  void aWrongPasswordAndAnApplianceThatIsNotThere() throws Exception {
    assertEquals(new Ended(77, "", "sallyport: user or password refused\n"), exec("wrong", "done"));
    int port = console.getPort();
    console.stop(true);
    assertEquals(69, exec(port, "right", "done").status());
  }

  private Ended exec(String password, String command) throws Exception {
    return exec(console.getPort(), password, command);
  }

  private Ended exec(int port, String password, String command) throws Exception {
    Path out = data.resolve("out");
    Path err = data.resolve("err");
    ProcessBuilder client = new ProcessBuilder(List.of(System.getProperty("java.home") + "/bin/java", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-Dsallyport.data=" + data, "-Dsallyport.ssh.port=" + port,
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off", "-cp", System.getProperty("java.class.path"), Client.class.getName(), "exec", "-u", "ada", command)).redirectOutput(out.toFile()).redirectError(err.toFile());
    client.environment().put("SALLYPORT_PASSWORD", password);
    client.environment().remove("SALLYPORT_PASSWORD_FILE");
    int status = client.start().waitFor();
    String said = Files.readString(err).lines().filter(line -> !line.startsWith("SLF4J")).map(line -> line + "\n").reduce("", String::concat);
    return new Ended(status, Files.readString(out), said);
  }

  private byte[] der(String file) throws IOException {
    return Base64.getDecoder().decode(Files.readString(data.resolve("ssh").resolve(file)).replaceAll("-----[A-Z ]+-----|\\s", ""));
  }

  /** Says its own name; then ends well, ends badly, or cuts the connection. */
  private static final class Answer extends AbstractCommandSupport {
    Answer(String command) {
      super(command, null);
    }

    @Override
    public void run() {
      OutputStream out = getOutputStream();
      try {
        out.write((getCommand() + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (getCommand().equals("cut")) {
        getServerSession().close(true);
      } else {
        onExit(getCommand().equals("done") ? 0 : 1);
      }
    }
  }
}
