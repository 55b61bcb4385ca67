package io.sallyport.identity.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.identity.AuthenticationResult;
import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Realm;
import io.sallyport.identity.Session;
import io.sallyport.identity.SessionResult;
import io.sallyport.identity.Sessions;
import io.sallyport.identity.User;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The sessions in memory, by the SHA-256 of their secrets: 256 random bits need no slow hash. */
final class LocalSessions implements Sessions {
  private static final int SECRET_BYTES = 32;
  private static final int SECRET_CHARS = 43;
  private static final int ID = 12;
  private static final Actor IDENTITY = new Actor.Part("identity");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Realm realm;
  private final LiveIdentity identity;
  private final AuditLog audit;
  private final Clock clock;
  private final Supplier<SessionLimits> limits;
  private final Map<String, KeptSession> open = new ConcurrentHashMap<>();

  /**
   * @param clock one that never goes back: what is over stays over
   * @param limits of this moment
   */
  LocalSessions(Realm realm, LiveIdentity identity, AuditLog audit, Clock clock, Supplier<SessionLimits> limits) {
    this.realm = realm;
    this.identity = identity;
    this.audit = audit;
    this.clock = clock;
    this.limits = limits;
  }

  @Override
  public SessionResult begin(String user, char[] password, String source) {
    Optional<Refusal> never = limits.get().refusal();
    if (never.isPresent()) {
      return new SessionResult.Refused(never.get());
    }
    long epoch = identity.epoch(user);
    AuthenticationResult result = realm.login(user, password, source);
    return result instanceof AuthenticationResult.Authenticated ok ? begin(ok.user(), epoch, source)
        : new SessionResult.Refused(((AuthenticationResult.Refused) result).refusal());
  }

  private synchronized SessionResult begin(User user, long epoch, String source) {
    SessionLimits now = limits.get();
    sweep();
    makeRoom(user.id(), now.most());
    byte[] random = new byte[SECRET_BYTES];
    String secret;
    String hash;
    do {
      RANDOM.nextBytes(random);
      secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      hash = hash(secret);
    } while (byId(hash.substring(0, ID)).isPresent());
    KeptSession kept = new KeptSession(hash.substring(0, ID), user.id(), epoch, source, clock.instant());
    Session session = kept.seen(user, now);
    audit.append(AuditEntry.of("session.begun").actor(session.actor()).action("begin session").object("session/" + kept.id()).source(source).build());
    open.put(hash, kept);
    return new SessionResult.Begun(session, secret);
  }

  private void makeRoom(String user, int most) {
    List<Map.Entry<String, KeptSession>> theirs = open.entrySet().stream().filter(entry -> entry.getValue().user().equals(user))
        .sorted(Comparator.comparing(entry -> entry.getValue().used())).toList();
    for (int i = 0; i <= theirs.size() - most; i++) {
      end(theirs.get(i).getKey(), IDENTITY, "another one of the person began, and " + most + " were open");
    }
  }

  @Override
  public Optional<Session> resume(String secret) {
    if (secret.length() != SECRET_CHARS) {
      return Optional.empty();
    }
    String hash = hash(secret);
    KeptSession kept = open.get(hash);
    if (kept == null) {
      return Optional.empty();
    }
    SessionLimits now = limits.get();
    Instant time = clock.instant();
    if (endIfOver(hash, kept, now, time)) {
      return Optional.empty();
    }
    kept.use(time);
    return identity.current(kept.user()).map(user -> kept.seen(user, now));
  }

  private boolean endIfOver(String hash, KeptSession kept, SessionLimits now, Instant time) {
    Optional<String> over = kept.over(identity, now, time);
    over.ifPresent(why -> end(hash, IDENTITY, why));
    return over.isPresent();
  }

  @Override
  public synchronized List<Session> sessions() {
    sweep();
    SessionLimits now = limits.get();
    return open.values().stream().flatMap(kept -> identity.current(kept.user()).map(user -> kept.seen(user, now)).stream())
        .sorted(Comparator.comparing(Session::begun).thenComparing(Session::id)).toList();
  }

  /** Ends those of a person that are over, now rather than when they are shown next. */
  synchronized void changed(String user) {
    SessionLimits now = limits.get();
    Instant time = clock.instant();
    open.entrySet().stream().filter(entry -> entry.getValue().user().equals(user)).toList()
        .forEach(entry -> endIfOver(entry.getKey(), entry.getValue(), now, time));
  }

  private void sweep() {
    SessionLimits now = limits.get();
    Instant time = clock.instant();
    open.forEach((hash, kept) -> endIfOver(hash, kept, now, time));
  }

  @Override
  public synchronized void end(String id, Actor by) {
    sweep();
    end(byId(id).orElseThrow(() -> Refusals.unknownSession(id)), by, "");
  }

  /** Recorded once, before it is gone: until then it is over all the same. */
  private synchronized void end(String hash, Actor by, String why) {
    KeptSession kept = open.get(hash);
    if (kept == null) {
      return;
    }
    AuditEntry.Builder entry = AuditEntry.of("session.ended").actor(by).action("end session").object("session/" + kept.id()).correlation("user/" + kept.user());
    audit.append(why.isEmpty() ? entry.build() : entry.reason(why).build());
    open.remove(hash);
  }

  private Optional<String> byId(String id) {
    return open.entrySet().stream().filter(entry -> entry.getValue().id().equals(id)).map(Map.Entry::getKey).findFirst();
  }

  private static String hash(String secret) {
    return Digests.sha256(secret.getBytes(StandardCharsets.UTF_8));
  }
}
