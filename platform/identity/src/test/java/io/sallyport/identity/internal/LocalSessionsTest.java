package io.sallyport.identity.internal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.identity.AuthenticationResult;
import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Session;
import io.sallyport.identity.SessionResult;
import io.sallyport.identity.User;
import io.sallyport.trust.RefusedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSessionsTest {
  private static final String SOURCE = "http:127.0.0.1";
  private static final Actor ADA = new Actor.Person("ada", "admin");
  private static final String PASSWORD = "correct horse";

  @TempDir
  Path data;
  private Site site;
  private SessionLimits limits = new SessionLimits(Duration.ofMinutes(15), Duration.ofMinutes(60), 3);
  private LocalSessions sessions;
  private Set<String> roles = Set.of("operator");

  @BeforeEach
  void open() {
    site = new Site(data);
    site.realm.enrol(new User("olga", "Olga Operator", Set.of("operator")), Site.word(PASSWORD));
    sessions = new LocalSessions(site.realm, directory(), site.audit, site.clock(), () -> limits);
  }

  /** The real realm, whose roles somebody else – a directory – can change. */
  private LiveIdentity directory() {
    return (LiveIdentity) Proxy.newProxyInstance(LiveIdentity.class.getClassLoader(), new Class<?>[] {LiveIdentity.class}, (proxy, method, arguments) -> {
      try {
        Object result = method.invoke(site.realm, arguments);
        return method.getName().equals("current") ? ((Optional<?>) result).map(User.class::cast).map(user -> new User(user.id(), user.name(), user.person(), roles, user.enabled())) : result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    });
  }

  private SessionResult.Begun begin() {
    return (SessionResult.Begun) sessions.begin("olga", Site.word(PASSWORD), SOURCE);
  }

  private List<String> endings() {
    return site.audit.entries().stream().filter(entry -> entry.type().equals("session.ended")).map(entry -> entry.reason().orElse("")).toList();
  }

  @Test
  void aLoginIsRecordedAsAtTheConsoleAndItsSecretIsKeptNowhere() {
    SessionResult.Begun begun = begin();
    Session session = sessions.resume(begun.secret()).orElseThrow();
    AuditEntry last = site.audit.entries().get(site.audit.entries().size() - 1);
    assertAll(() -> assertEquals(List.of("user.enrolled", "login.succeeded", "session.begun"), site.audit.types()), () -> assertEquals("olga", session.user().id()),
        () -> assertEquals(new Actor.Person("olga", "operator", Optional.of(session.id())), last.actor()), () -> assertEquals(12, session.id().length()),
        () -> assertEquals(43, begun.secret().length()), () -> assertFalse(begun.toString().contains(begun.secret())), () -> assertFalse(begun.secret().contains(session.id())),
        () -> assertFalse(site.audit.entries().toString().contains(begun.secret())));
  }

  @Test
  void aWrongPasswordAnUnknownPersonAndALockedOneBeginNothing() {
    for (String user : List.of("olga", "nobody")) {
      assertEquals("SP-IDENTITY-0001", ((SessionResult.Refused) sessions.begin(user, Site.word("wrong"), SOURCE)).refusal().code());
    }
    for (int i = 0; i < Lockout.FREE_FAILURES; i++) {
      sessions.begin("olga", Site.word("wrong"), SOURCE);
    }
    assertEquals("SP-IDENTITY-0002", ((SessionResult.Refused) sessions.begin("olga", Site.word(PASSWORD), SOURCE)).refusal().code(), "the lock of the console");
    assertTrue(site.realm.login("olga", Site.word(PASSWORD), "ssh:127.0.0.1") instanceof AuthenticationResult.Refused, "and the console's is that of HTTP");
    assertAll(() -> assertEquals(List.of(), sessions.sessions()), () -> assertTrue(site.audit.types().stream().noneMatch(type -> type.startsWith("session."))));
  }

  @Test
  void onlyTheSecretOpensIt() {
    String secret = begin().secret();
    String last = secret.endsWith("A") ? "B" : "A";
    for (String wrong : List.of("", "x", secret + "A", secret.substring(1), secret.substring(0, 42) + last, sessions.sessions().get(0).id(), "A".repeat(43))) {
      assertEquals(Optional.empty(), sessions.resume(wrong), wrong);
    }
    assertTrue(sessions.resume(secret).isPresent());
  }

  @Test
  void idleAndOldOnesEnd() {
    String secret = begin().secret();
    site.advance(Duration.ofMinutes(14));
    assertTrue(sessions.resume(secret).isPresent());
    site.advance(Duration.ofMinutes(14));
    assertTrue(sessions.resume(secret).isPresent(), "use keeps it");
    site.advance(Duration.ofMinutes(15));
    assertEquals(Optional.empty(), sessions.resume(secret));
    assertEquals(List.of("it was not used for 15 minutes"), endings());
    String busy = begin().secret();
    for (int minutes = 0; minutes < 50; minutes += 10) {
      site.advance(Duration.ofMinutes(10));
      Session session = sessions.resume(busy).orElseThrow();
      assertFalse(session.idleEnd().isAfter(session.end()));
    }
    site.advance(Duration.ofMinutes(10));
    assertEquals(Optional.empty(), sessions.resume(busy), "however busy");
    assertEquals("it is older than 60 minutes", endings().get(1));
    assertEquals(2, endings().size(), "recorded once each");
  }

  @Test
  void whatIdentityChangesHoldsAtTheNextRequest() {
    String secret = begin().secret();
    roles = Set.of("auditor");
    Session session = sessions.resume(secret).orElseThrow();
    assertEquals(Set.of("auditor"), session.user().roles());
    assertEquals("auditor", session.actor().role());
    site.realm.changePassword("olga", Site.word(PASSWORD), Site.word("another horse"));
    assertEquals(Optional.empty(), sessions.resume(secret));
    String fresh = ((SessionResult.Begun) sessions.begin("olga", Site.word("another horse"), SOURCE)).secret();
    assertTrue(sessions.resume(fresh).isPresent());
    site.realm.disable("olga", "ada");
    assertEquals(List.of(), sessions.sessions());
    assertEquals(Optional.empty(), sessions.resume(fresh));
    assertEquals(List.of("your password was changed at 2026-11-24T08:55:17Z: this session is over",
        "your access was ended by ada at 2026-11-24T08:55:17Z: this session is over"), endings());
  }

  @Test
  void aChangeEndsAndRecordsThemAtOnceAndThoseOfNobodyElse() {
    begin();
    site.realm.enrol(new User("omar", "Omar Operator", Set.of("operator")), Site.word(PASSWORD));
    String other = ((SessionResult.Begun) sessions.begin("omar", Site.word(PASSWORD), SOURCE)).secret();
    site.realm.watch(sessions::changed);
    site.realm.disable("olga", "ada");
    assertEquals(1, endings().size());
    assertTrue(sessions.resume(other).isPresent());
    assertEquals(1, endings().size());
  }

  @Test
  void aPasswordThatIsChangedWhileItIsCheckedLetsNobodyIn() {
    LiveIdentity before = (LiveIdentity) Proxy.newProxyInstance(LiveIdentity.class.getClassLoader(), new Class<?>[] {LiveIdentity.class},
        (proxy, method, arguments) -> method.getName().equals("epoch") ? -1L : method.invoke(site.realm, arguments));
    site.realm.changePassword("olga", Site.word(PASSWORD), Site.word("another horse"));
    LocalSessions late = new LocalSessions(site.realm, before, site.audit, site.clock(), () -> limits);
    SessionResult.Begun begun = (SessionResult.Begun) late.begin("olga", Site.word("another horse"), SOURCE);
    assertEquals(Optional.empty(), late.resume(begun.secret()));
  }

  @Test
  void oneMoreThanAPersonMayHaveEndsTheOneNotUsedForLongest() {
    String first = begin().secret();
    site.advance(Duration.ofSeconds(1));
    String second = begin().secret();
    site.advance(Duration.ofSeconds(1));
    String third = begin().secret();
    site.advance(Duration.ofSeconds(1));
    assertTrue(sessions.resume(first).isPresent());
    String fourth = begin().secret();
    assertAll(() -> assertTrue(sessions.resume(first).isPresent()), () -> assertEquals(Optional.empty(), sessions.resume(second)), () -> assertTrue(sessions.resume(third).isPresent()),
        () -> assertTrue(sessions.resume(fourth).isPresent()), () -> assertEquals(3, sessions.sessions().size()));
  }

  @Test
  void endsOneByItsIdAndSaysWhoDidIt() {
    SessionResult.Begun begun = begin();
    assertEquals("SP-IDENTITY-0020", assertThrows(RefusedException.class, () -> sessions.end("0123456789ab", ADA)).refusal().code());
    sessions.end(begun.session().id(), ADA);
    assertEquals(Optional.empty(), sessions.resume(begun.secret()));
    AuditEntry last = site.audit.entries().get(site.audit.entries().size() - 1);
    assertAll(() -> assertEquals("session.ended", last.type()), () -> assertEquals(ADA, last.actor()), () -> assertEquals("session/" + begun.session().id(), last.object()));
  }

  @Test
  void limitsThatCannotBeLetNobodyIn() {
    for (SessionLimits wrong : List.of(new SessionLimits(Duration.ZERO, Duration.ofMinutes(60), 3), new SessionLimits(Duration.ofMinutes(61), Duration.ofMinutes(60), 3),
        new SessionLimits(Duration.ofMinutes(1), Duration.ofMinutes(1_441), 3), new SessionLimits(Duration.ofMinutes(1), Duration.ofMinutes(60), 0))) {
      limits = wrong;
      assertEquals("SP-IDENTITY-0021", ((SessionResult.Refused) sessions.begin("olga", Site.word(PASSWORD), SOURCE)).refusal().code(), wrong::toString);
    }
    limits = new SessionLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), 1);
    begin();
  }
}
