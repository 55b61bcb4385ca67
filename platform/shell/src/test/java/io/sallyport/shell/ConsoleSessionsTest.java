package io.sallyport.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Login;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.security.PrivilegedAction;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.security.auth.Subject;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;

class ConsoleSessionsTest {
  private static final Refusal WHY = new Refusal("SP-IDENTITY-0030", "over", "user olga", "ask an admin");

  private final AtomicReference<Consumer<String>> watcher = new AtomicReference<>();
  private final AtomicInteger closings = new AtomicInteger();
  private final CommandSession session = session();
  private final ConsoleSessions consoles = new ConsoleSessions((LiveIdentity) Proxy.newProxyInstance(LiveIdentity.class.getClassLoader(),
      new Class<?>[] {LiveIdentity.class}, (proxy, method, arguments) -> {
        watcher.set(consumer(arguments[0]));
        return (Runnable) () -> {};
      }));
  private volatile boolean over;

  @SuppressWarnings("unchecked") // the only method that is called
  private static Consumer<String> consumer(Object argument) {
    return (Consumer<String>) argument;
  }

  /** Counts how often it is closed. */
  private CommandSession session() {
    return (CommandSession) Proxy.newProxyInstance(CommandSession.class.getClassLoader(), new Class<?>[] {CommandSession.class},
        (proxy, method, arguments) -> switch (method.getName()) {
          case "hashCode" -> 1;
          case "equals" -> proxy == arguments[0];
          case "close" -> closings.incrementAndGet();
          default -> null;
        });
  }

  private record Olga(ConsoleSessionsTest test) implements Login, Principal {
    @Override
    public String person() {
      return "olga";
    }

    @Override
    public String getName() {
      return "olga";
    }

    @Override
    public Optional<Refusal> over() {
      return test.over ? Optional.of(WHY) : Optional.empty();
    }
  }

  @SuppressWarnings("removal") // as Karaf does
  private <T> T asOlga(PrivilegedAction<T> action) {
    return Subject.doAs(new Subject(true, Set.of(new Olga(this)), Set.of(), Set.of()), action);
  }

  private void end() {
    over = true;
    watcher.get().accept("olga");
  }

  @Test
  void aSessionInWhichNothingOfOursIsAtWorkIsClosedAtOnceAndNobodyElses() {
    asOlga(() -> consoles.begin(session)).run();
    watcher.get().accept("omar");
    assertEquals(0, closings.get());
    end();
    assertTrue(closings.get() > 0);
  }

  @Test
  void aCommandOfOursThatIsAtWorkIsNotBrokenOffAndNoOtherBegins() {
    Runnable finish = asOlga(() -> consoles.begin(session));
    end();
    assertEquals(0, closings.get());
    RefusedException refused = assertThrows(RefusedException.class, () -> asOlga(() -> consoles.begin(session)));
    assertEquals("SP-IDENTITY-0030", refused.refusal().code());
    assertEquals(0, closings.get(), "the first is still at work");
    finish.run();
    assertEquals(1, closings.get());
  }

  @Test
  void aLineOfALoginThatIsOverClosesItsSession() {
    over = true;
    asOlga(() -> {
      consoles.beforeExecute(session, "echo x");
      return null;
    });
    assertEquals(1, closings.get());
  }

  @Test
  void withoutALoginNothingIsWatched() {
    Runnable finish = consoles.begin(session);
    end();
    finish.run();
    assertFalse(closings.get() > 0);
  }
}
