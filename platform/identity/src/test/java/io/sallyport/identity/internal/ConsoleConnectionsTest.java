package io.sallyport.identity.internal;

import static io.sallyport.identity.internal.Site.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditEntry;
import io.sallyport.identity.Login;
import io.sallyport.identity.User;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a server that keeps a login's subject as Karaf's does. */
class ConsoleConnectionsTest {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final AttributeKey<Subject> SUBJECT = new AttributeKey<>();

  @TempDir
  Path directory;
  private final BlockingQueue<String> farewells = new LinkedBlockingQueue<>();
  private final BlockingQueue<Subject> subjects = new LinkedBlockingQueue<>();
  private Site site;
  private ConsoleConnections connections;
  private SshServer server;
  private SshClient client;
  private Runnable beforeItIsKept = () -> {};
  private Runnable beforeItIsClosed = () -> {};

  @BeforeEach
  void start() throws IOException {
    site = new Site(directory);
    site.realm.enrol(new User("olga", "Olga Operator", Set.of("operator")), word("olga's password"));
    site.realm.enrol(new User("omar", "Omar Operator", Set.of("operator")), word("omar's password"));
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(directory.resolve("key")));
    server.setPasswordAuthenticator((user, password, session) -> {
      Subject subject = new Subject();
      subject.getPrincipals().add(new LiveLogin(user, site.realm.epoch(user), site.realm, (person, why) -> {}));
      subjects.add(subject);
      beforeItIsKept.run();
      session.setAttribute(SUBJECT, subject);
      return true;
    });
    server.start();
    site.realm.watch(person -> beforeItIsClosed.run());
    connections = new ConsoleConnections(site.realm, site.audit);
    connections.addServer(SshServer.setUpDefaultServer()); // as one that Karaf has replaced: registered, and not started
    connections.addServer(server);
    client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.addSessionListener(new SessionListener() {
      @Override
      public void sessionDisconnect(Session session, int reason, String message, String language, boolean initiator) {
        farewells.add(message);
      }
    });
    client.start();
  }

  @AfterEach
  void stop() throws IOException {
    connections.stop();
    client.stop();
    server.stop(true);
  }

  @Test
  void thoseOfWhoseAccessEndsAreToldAndClosedAndNobodyElses() throws Exception {
    ClientSession first = login("olga");
    ClientSession second = login("olga");
    ClientSession other = login("omar");
    site.realm.disable("olga", "ada");
    assertClosed(first);
    assertClosed(second);
    assertTrue(farewells.poll(WAIT.toSeconds(), TimeUnit.SECONDS).contains("SP-IDENTITY-0030: your access was ended by ada"));
    assertTrue(other.isOpen());
    AuditEntry entry = ended().get(0);
    assertEquals("console/olga", entry.object());
    assertTrue(entry.reason().orElseThrow().startsWith("2 sessions: your access was ended by ada"), () -> entry.reason().orElseThrow());
  }

  @Test
  void aConnectionWhoseLoginAChangeOvertookIsClosedToo() throws Exception {
    beforeItIsKept = () -> site.realm.disable("olga", "ada");
    ClientSession session = client.connect("olga", "127.0.0.1", server.getPort()).verify(WAIT).getSession();
    session.addPasswordIdentity("any");
    session.auth().await(WAIT);
    assertClosed(session);
  }

  @Test
  void theyAreClosedThoughThatCannotBeRecorded() throws Exception {
    ClientSession session = login("olga");
    beforeItIsClosed = () -> {
      site.audit.fail(true);
      throw new IllegalStateException("another one that is told");
    };
    site.realm.disable("olga", "ada");
    assertClosed(session);
  }

  @Test
  void aLoginIsOverOnceItsConnectionIsGone() throws Exception {
    ClientSession session = login("olga");
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    site.realm.watch(told::add);
    Login login = Login.of(subjects.take()).orElseThrow();
    assertTrue(login.over().isEmpty());
    session.close(true);
    assertEquals("olga", told.poll(WAIT.toSeconds(), TimeUnit.SECONDS));
    assertEquals("SP-IDENTITY-0035", login.over().orElseThrow().code());
    assertEquals(List.of(), ended(), "nobody ended it");
  }

  @Test
  void whatTakesNothingAwayClosesNothing() throws Exception {
    ClientSession session = login("olga");
    site.realm.changeRoles("olga", Set.of("operator", "auditor"), "ada");
    assertEquals(List.of(), ended());
    assertTrue(session.isOpen());
  }

  private List<AuditEntry> ended() {
    return site.audit.entries().stream().filter(entry -> entry.type().equals("session.ended")).toList();
  }

  private static void assertClosed(ClientSession session) {
    assertTrue(session.waitFor(EnumSet.of(ClientSessionEvent.CLOSED), WAIT).contains(ClientSessionEvent.CLOSED));
  }

  private ClientSession login(String user) throws IOException {
    ClientSession session = client.connect(user, "127.0.0.1", server.getPort()).verify(WAIT).getSession();
    session.addPasswordIdentity("any");
    session.auth().verify(WAIT);
    return session;
  }
}
