package io.sallyport.identity.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.FlooredClock;
import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Realm;
import io.sallyport.identity.Session;
import io.sallyport.identity.SessionResult;
import io.sallyport.identity.Sessions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Provides the sessions of this appliance; other limits hold at once, for those that are open too. Thread-safe. */
@Component(service = Sessions.class, configurationPid = "io.sallyport.identity.sessions")
@Designate(ocd = SessionsComponent.Config.class)
public final class SessionsComponent implements Sessions {
  private final LocalSessions sessions;
  private final Runnable watch;
  private volatile SessionLimits limits;

  /** The site's limits. */
  @ObjectClassDefinition(name = "Sessions", description = "How long a person stays logged in over HTTP")
  public @interface Config {
    @AttributeDefinition(description = "A session that is not used for so long ends, in minutes", min = "1", max = "1440")
    int idle_minutes() default 15;

    @AttributeDefinition(description = "Any session ends after so long, in minutes", min = "1", max = "1440")
    int longest_minutes() default 480;

    @AttributeDefinition(description = "Sessions of one person at a time; another one ends that which was not used for longest", min = "1", max = "100")
    int most_per_person() default 5;
  }

  @Activate
  public SessionsComponent(@Reference Realm realm, @Reference LiveIdentity identity, @Reference AuditLog audit,
      Config config) {
    limits = SessionLimits.of(config);
    sessions = new LocalSessions(realm, identity, audit, new FlooredClock(Clock.systemUTC(), audit), () -> limits);
    watch = identity.watch(sessions::changed);
  }

  @Deactivate
  void stop() {
    watch.run();
  }

  @Modified
  void change(Config config) {
    limits = SessionLimits.of(config);
  }

  @Override
  public SessionResult begin(String user, char[] password, String source) {
    return sessions.begin(user, password, source);
  }

  @Override
  public Optional<Session> resume(String secret) {
    return sessions.resume(secret);
  }

  @Override
  public List<Session> sessions() {
    return sessions.sessions();
  }

  @Override
  public void end(String id, Actor by) {
    sessions.end(id, by);
  }
}
