package io.sallyport.itests.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console client against a real ssh server. */
class ConsoleTest {
  @TempDir
  private Path folder;
  private final Semaphore ended = new Semaphore(0);
  private SshServer server;

  @BeforeEach
  void start() throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(0);
    server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(folder.resolve("key")));
    server.setPasswordAuthenticator((user, password, session) -> authenticate(password));
    server.setCommandFactory((channel, command) -> new Reading(command));
    server.start();
  }

  private boolean authenticate(String password) {
    if (password.equals("never")) {
      ended.acquireUninterruptibly();
    }
    return password.equals("right");
  }

  @AfterEach
  void stop() throws IOException {
    ended.release();
    server.stop(true);
  }

  @Test
  void linesOfInputReachTheCommandAndItsStatusComesBack() {
    try (Console console = Console.login(server.getPort(), "ada", "right")) {
      Result result = console.run("refuse", "first", "second");
      assertEquals(3, result.status());
      assertEquals("first+second", result.out());
      assertEquals(Optional.of("SP-PLAN-0001"), result.code());
      assertThrows(AssertionError.class, result::orFail);
    }
  }

  @Test
  void wrongPasswordIsTurnedAway() {
    assertThrows(Console.LoginRefused.class, () -> Console.login(server.getPort(), "ada", "wrong"));
  }

  @Test
  void aServerThatDoesNotAnswerIsAskedWhatItDoes() {
    AssertionError silent = assertThrows(AssertionError.class,
        () -> Console.login(server.getPort(), "ada", "never", Duration.ofSeconds(6), () -> ThreadDump.of(ProcessHandle.current().pid())));
    assertTrue(silent.getMessage().contains("ConsoleTest.authenticate"), silent.getMessage());
  }

  /** Reads two lines, prints them in colour, and fails. */
  private static final class Reading extends AbstractCommandSupport {
    Reading(String command) {
      super(command, null);
    }

    @Override
    public void run() {
      try {
        BufferedReader in = new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        String text = "\u001B[31m" + in.readLine() + "+" + in.readLine() + "\u001B[0m";
        getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        getOutputStream().flush();
        getErrorStream().write("SP-PLAN-0001: no – here – there".getBytes(StandardCharsets.UTF_8));
        getErrorStream().flush();
        onExit(3);
      } catch (IOException e) {
        onExit(99, e.getMessage());
      }
    }
  }
}
