package io.sallyport.identity.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Login;
import io.sallyport.trust.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.Subject;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.server.SshServer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes ssh connections whose login is over, with all that runs over them, and tells the other side why; ends the login of a connection
 * that is gone, so that what was begun over it begins nothing else. A command that is at work ends by its own rules, without a terminal.
 * Thread-safe.
 */
@Component(service = {}, immediate = true)
public final class ConsoleConnections {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleConnections.class);

  private final LiveIdentity identity;
  private final AuditLog audit;
  private final Runnable watch;
  /** Those that are logged in. A server that Karaf has replaced is still a service, and has no list of its connections any more. */
  private final Set<Session> open = ConcurrentHashMap.newKeySet();
  private final SessionListener listener = new SessionListener() {
    @Override
    public void sessionEvent(Session session, Event event) {
      if (event == Event.Authenticated) {
        admit(session);
      }
    }

    @Override
    public void sessionClosed(Session session) {
      open.remove(session);
      login(session).ifPresent(identity::left);
    }
  };

  @Activate
  public ConsoleConnections(@Reference LiveIdentity identity, @Reference AuditLog audit) {
    this.identity = identity;
    this.audit = audit;
    this.watch = identity.watch(this::end);
  }

  @Deactivate
  void stop() {
    watch.run();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addServer(SshServer server) {
    server.addSessionListener(listener);
    if (server.isStarted()) {
      server.getActiveSessions().stream().filter(Session::isAuthenticated).forEach(this::admit);
    }
  }

  void removeServer(SshServer server) {
    server.removeSessionListener(listener);
  }

  /** Kept first, then asked: a change between the check of the password and now may have ended the login. */
  private void admit(Session session) {
    open.add(session);
    if (!session.isOpen()) {
      open.remove(session); // it was closed before it was kept
    }
    login(session).flatMap(Login::over).ifPresent(why -> close(session, why));
  }

  private void end(String person) {
    List<Session> theirs = open.stream().filter(Session::isOpen)
        .filter(session -> login(session).filter(login -> login.person().equals(person)).flatMap(Login::over).isPresent()).toList();
    if (theirs.isEmpty()) {
      return;
    }
    Refusal why = theirs.stream().map(ConsoleConnections::login).flatMap(Optional::stream).map(Login::over).flatMap(Optional::stream)
        .findFirst().orElseThrow();
    theirs.forEach(session -> close(session, why));
    String count = theirs.size() == 1 ? "one session" : theirs.size() + " sessions";
    audit.append(AuditEntry.of("session.ended").actor(new Actor.Part("identity")).action("end session").object("console/" + person)
        .correlation("user/" + person).code(why.code()).reason(count + ": " + why.what()).build());
  }

  private static void close(Session session, Refusal why) {
    try {
      session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, why.message().replace('–', '-')); // ssh clients show ASCII
    } catch (IOException | RuntimeException e) {
      LOG.debug("A connection could not be told that it ends", e);
      session.close(true);
    }
  }

  /** Karaf keeps the subject of a login as an attribute of the connection. */
  private static Optional<Login> login(Session session) {
    AbstractSession attributes = (AbstractSession) session;
    return attributes.attributeKeys().stream().map(session::getAttribute).filter(Subject.class::isInstance).map(Subject.class::cast)
        .findFirst().flatMap(Login::of);
  }
}
