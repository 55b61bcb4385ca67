package io.sallyport.shell;

import java.util.Optional;
import org.apache.karaf.shell.api.console.Session;
import org.jline.terminal.Terminal;

/**
 * While it is open, Ctrl-C at the session's terminal ends nothing. Karaf would interrupt the command's thread: what applies a generation or writes to
 * the log on that thread would break off, and files would be closed under it. Who asks for something at the terminal meanwhile still hears of it.
 */
final class HeldCtrlC implements AutoCloseable {
  private static final String TERMINAL = ".jline.terminal";

  private final Optional<Terminal> terminal;
  private final Optional<Terminal.SignalHandler> before;

  HeldCtrlC(Session session) {
    this.terminal = session.getTerminal() != null && session.get(TERMINAL) instanceof Terminal found ? Optional.of(found) : Optional.empty();
    this.before = terminal.map(found -> found.handle(Terminal.Signal.INT, Terminal.SignalHandler.SIG_IGN));
  }

  @Override
  public void close() {
    before.ifPresent(handler -> terminal.ifPresent(found -> found.handle(Terminal.Signal.INT, handler)));
  }
}
