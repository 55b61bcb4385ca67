package io.sallyport.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.trust.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivilegedAction;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In the console's real command processor. */
class CallerTest {
  private final ThreadIOImpl streams = new ThreadIOImpl();
  private CommandSession session;

  @BeforeEach
  void open() {
    streams.start();
    CommandProcessorImpl processor = new CommandProcessorImpl(streams);
    processor.addCommand("test", (Function) (session, arguments) -> Caller.current(), "who");
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, out);
    session.put("USER", "olga");
  }

  @AfterEach
  void close() {
    session.close();
    streams.stop();
  }

  @Test
  void isWhoAuthenticatedWhateverTheSessionSays() {
    Subject olga = subject(new UserPrincipal("olga"), new RolePrincipal("operator"));
    assertEquals("olga", execute(olga, "test:who"));
    assertEquals("olga", execute(olga, "USER = quinn; test:who"));
    assertEquals("olga", execute(olga, "USER = quinn; echo = { test:who }; echo"));
  }

  @Test
  void nobodyWithoutALogin() {
    assertEquals("SP-SHELL-0004", refused(null));
    assertEquals("SP-SHELL-0004", refused(subject()));
    assertEquals("SP-SHELL-0004", refused(subject(new RolePrincipal("admin"))));
  }

  private String refused(Subject subject) {
    return assertThrows(RefusedException.class, () -> execute(subject, "test:who")).refusal().code();
  }

  private static Subject subject(Principal... principals) {
    return new Subject(true, Set.of(principals), Set.of(), Set.of());
  }

  @SuppressWarnings("removal") // as Karaf does
  private Object execute(Subject subject, String line) {
    return Subject.doAs(subject, (PrivilegedAction<Object>) () -> {
      try {
        return session.execute(line);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }
}
