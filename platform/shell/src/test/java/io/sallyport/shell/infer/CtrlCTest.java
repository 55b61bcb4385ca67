package io.sallyport.shell.infer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** At a terminal of JLine's, as Karaf makes one for each session over SSH. */
@Timeout(60)
class CtrlCTest {
  private final CountDownLatch never = new CountDownLatch(1);

  @AfterEach
  void leaveNothingBehind() {
    Thread.interrupted();
  }

  @Test
  void interruptsOnlyWhileItIsOpenAndGivesTheKeyBack() throws Exception {
    AtomicInteger others = new AtomicInteger();
    try (PipedOutputStream keys = new PipedOutputStream();
        ExternalTerminal terminal = new ExternalTerminal("test", "xterm", new PipedInputStream(keys), new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
      terminal.handle(org.jline.terminal.Terminal.Signal.INT, signal -> others.incrementAndGet());
      CtrlC ctrlC = new CtrlC(session(terminal, new ByteArrayOutputStream()));
      press(keys);
      assertThrows(InterruptedException.class, () -> never.await());
      assertTrue(others.get() == 0, "nobody else is told meanwhile");
      ctrlC.close();
      press(keys);
      while (others.get() == 0) {
        Thread.onSpinWait();
      }
      assertFalse(Thread.currentThread().isInterrupted());
    }
  }

  @Test
  void itEndsWithTheSession() throws Exception {
    CountDownLatch looked = new CountDownLatch(3);
    OutputStream present = new ByteArrayOutputStream() {
      @Override
      public void flush() {
        looked.countDown();
      }
    };
    try (CtrlC ctrlC = new CtrlC(session(null, present))) {
      assertTrue(looked.await(30, TimeUnit.SECONDS), "somebody is there, and nothing is interrupted");
    }
    try (CtrlC ctrlC = new CtrlC(session(null, new Gone()))) {
      assertThrows(InterruptedException.class, () -> never.await());
    }
  }

  private static void press(OutputStream keys) throws IOException {
    keys.write(3);
    keys.flush();
  }

  private static Session session(ExternalTerminal terminal, OutputStream out) {
    PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal known = terminal == null ? null : (Terminal) proxy(Terminal.class, Map.of());
    return (Session) proxy(Session.class, terminal == null ? Map.of("getConsole", console) : Map.of("getConsole", console, "getTerminal", known, "get", terminal));
  }

  private static Object proxy(Class<?> type, Map<String, Object> answers) {
    return Proxy.newProxyInstance(CtrlCTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answers.get(method.getName()));
  }

  /** As a channel of SSH whose other end has closed. */
  private static final class Gone extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("closed");
    }

    @Override
    public void flush() throws IOException {
      throw new IOException("closed");
    }
  }
}
