package io.sallyport.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;

/** At a terminal of JLine's, as Karaf makes one for each session over SSH. */
class HeldCtrlCTest {
  @Test
  void nobodyIsToldWhileItIsOpenAndWhoeverWasBeforeAfterwards() throws Exception {
    AtomicInteger told = new AtomicInteger();
    try (ExternalTerminal terminal = new ExternalTerminal("test", "xterm", new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), StandardCharsets.UTF_8)) {
      terminal.handle(Signal.INT, signal -> told.incrementAndGet());
      try (HeldCtrlC held = new HeldCtrlC(session(Map.of("getTerminal", proxy(Terminal.class, Map.of()), "get", terminal)))) {
        terminal.raise(Signal.INT);
        assertEquals(0, told.get());
      }
      terminal.raise(Signal.INT);
      assertEquals(1, told.get());
    }
  }

  @Test
  void withoutATerminalThereIsNothingToHold() {
    new HeldCtrlC(session(Map.of())).close();
  }

  private static Session session(Map<String, Object> answers) {
    return (Session) proxy(Session.class, answers);
  }

  private static Object proxy(Class<?> type, Map<String, Object> answers) {
    return Proxy.newProxyInstance(HeldCtrlCTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answers.get(method.getName()));
  }
}
