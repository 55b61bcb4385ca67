package io.sallyport.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedAction;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In the console's real command processor. */
class DeniedCommandsTest {
  private static final Map<String, List<String>> RULES =
      Map.of("model:canary", List.of("integrator", "admin"), "model:list", List.of("viewer"), "shell:exec", List.of("nobody"), "other:list", List.of("admin"));
  private final ThreadIOImpl streams = new ThreadIOImpl();
  private CommandSession session;

  @BeforeEach
  void open() {
    streams.start();
    CommandProcessorImpl processor = new CommandProcessorImpl(streams);
    processor.addListener(new DeniedCommands(command -> RULES.getOrDefault(command, List.of())));
    for (String command : List.of("model:canary", "model:list", "shell:exec", "shell:echo", "other:list")) {
      String[] names = command.split(":");
      processor.addCommand(names[0], (Function) (session, arguments) -> command + arguments, names[1]);
    }
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    session = processor.createSession(new ByteArrayInputStream(new byte[0]), out, out);
    session.put("SCOPE", "shell:model:*");
  }

  @AfterEach
  void close() {
    session.close();
    streams.stop();
  }

  @Test
  void whoMayNotIsToldSoAndWhoMay() {
    String refusal = "SP-SHELL-0020: the role operator may not use this command – model:canary – have it done in the role admin or integrator";
    for (String line : List.of("model:canary m 2", "canary m 2", "echo a; model:canary m 2", "echo a | model:canary m 2", "run = { model:canary m 2 }; run")) {
      assertEquals(refusal, assertThrows(CommandException.class, () -> execute(line, "operator", "viewer", "ssh"), line).getMessage());
      assertNull(session.get("canary"), "nothing is left behind");
    }
    assertEquals("model:canary[m, 2]", execute("model:canary m 2", "admin"), "who may is not hindered afterwards");
    assertEquals("model:canary[m, 2]", execute("canary m 2", "operator", "integrator"));
  }

  @Test
  void whatIsClosedToAllSaysSo() {
    assertTrue(assertThrows(CommandException.class, () -> execute("exec ls", "admin")).getMessage().startsWith("SP-SHELL-0020: nobody may use this command: it is closed on this appliance – shell:exec – "));
  }

  @Test
  void allOthersAreAsTheyWere() {
    assertEquals("model:list[]", execute("list", "viewer"), "one of that name that the person may use");
    assertEquals("shell:echo[model:canary, canary]", execute("echo model:canary canary", "viewer"), "as an argument it is a word like others");
    assertEquals("mine", String.valueOf(execute("canary = mine; echo 1; $canary", "viewer")), "a variable of the person's own");
    assertThrows(CommandNotFoundException.class, () -> execute("model:cannary m 2", "viewer"));
    assertThrows(CommandNotFoundException.class, () -> execute("cannary", "viewer"));
  }

  @SuppressWarnings("removal") // as Karaf does
  private Object execute(String line, String... roles) {
    Set<java.security.Principal> principals = new HashSet<>(Set.of(new UserPrincipal("olga")));
    Arrays.stream(roles).map(RolePrincipal::new).forEach(principals::add);
    return Subject.doAs(new Subject(true, principals, Set.of(), Set.of()), (PrivilegedAction<Object>) () -> {
      try {
        return session.execute(line);
      } catch (Exception e) {
        return sneaky(e);
      }
    });
  }

  @SuppressWarnings("unchecked")
  private static <E extends Exception> Object sneaky(Exception e) throws E {
    throw (E) e;
  }
}
