package io.sallyport.shell;

import io.sallyport.identity.Login;
import io.sallyport.trust.Json;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.Text;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandSession;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;

/**
 * Base of all commands: {@code --json}, refusals in one line, exit status for scripts; Ctrl-C breaks nothing off that is under way. A command computes a {@link Reply}; this
 * class prints it.
 */
public abstract class SallyportCommand implements Action {
  @Option(name = "--json", description = "Print one JSON document instead of a table")
  private boolean json;

  @Reference
  private Session session;

  @Reference
  private ConsoleSessions consoles;

  /** Does the work. May throw {@link RefusedException}. */
  protected abstract Reply run();

  @Override
  public final Object execute() throws CommandException {
    Runnable end = begin();
    try (HeldCtrlC held = new HeldCtrlC(session)) {
      Reply reply = run();
      PrintStream out = screen();
      if (json) {
        session.getConsole().println(Text.harmlessJson(new String(Json.write(reply.json()), StandardCharsets.UTF_8)));
      } else {
        reply.print(out);
      }
      out.flush();
      if (!reply.succeeded()) {
        throw new CommandException("failed");
      }
      return null;
    } catch (RefusedException refused) {
      throw failure(refused);
    } finally {
      end.run();
    }
  }

  private Runnable begin() throws CommandException {
    try {
      return consoles.begin((CommandSession) session.get(".commandSession"));
    } catch (RefusedException refused) {
      throw failure(refused);
    }
  }

  private static CommandException failure(RefusedException refused) {
    return new CommandException(Text.harmless(refused.refusal().message()));
  }

  /** The session, for prompts. */
  protected final Session session() {
    return session;
  }

  /** Where a person reads; nothing that is printed there is obeyed by their terminal. */
  protected final PrintStream screen() {
    return new Screen(session.getConsole());
  }

  /** The login in which the command runs. */
  protected final Login login() {
    return Login.current().orElseThrow(Caller::nobody);
  }

  /** Whether the caller wants JSON: then nothing else may be printed. */
  protected final boolean json() {
    return json;
  }

  /** Who is logged in. */
  protected final String user() {
    return Caller.current();
  }

  /** @throws RefusedException SP-SHELL-0002 if the option's value is not in that range */
  protected static void requireWithin(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new RefusedException(new Refusal("SP-SHELL-0002", option + " " + value + " is out of range", "option " + option, "give a number from " + least + " to " + most));
    }
  }

  /** One line of progress; silent with {@code --json}. */
  protected final void progress(String line) {
    if (!json) {
      screen().println(line);
      session.getConsole().flush();
    }
  }
}
