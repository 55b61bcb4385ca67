package io.sallyport.shell.infer;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.console.Session;
import org.jline.terminal.Terminal;

/**
 * Interrupts the thread that makes it when Ctrl-C is pressed at the session's terminal, if it has one, and once nobody is there any more to print
 * for; until it is closed. Karaf itself would give the prompt back at once and leave the command running behind it.
 */
final class CtrlC implements AutoCloseable {
  private static final String TERMINAL = ".jline.terminal";
  private static final long LOOK_MILLIS = 250;

  private final Thread waiting = Thread.currentThread();
  private final Optional<Terminal> terminal;
  private final Optional<Terminal.SignalHandler> before;
  private final ScheduledExecutorService looking;
  private boolean closed;

  CtrlC(Session session) {
    this.terminal = session.getTerminal() != null && session.get(TERMINAL) instanceof Terminal found ? Optional.of(found) : Optional.empty();
    this.before = terminal.map(found -> found.handle(Terminal.Signal.INT, signal -> interrupt()));
    this.looking = lookAfter(session);
  }

  private ScheduledExecutorService lookAfter(Session session) {
    ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "infer-bench-session");
      thread.setDaemon(true);
      return thread;
    });
    looking.scheduleWithFixedDelay(() -> {
      if (session.getConsole().checkError()) {
        interrupt();
      }
    }, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return looking;
  }

  private synchronized void interrupt() {
    if (!closed) {
      waiting.interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    looking.shutdownNow();
    before.ifPresent(handler -> terminal.ifPresent(found -> found.handle(Terminal.Signal.INT, handler)));
  }
}
