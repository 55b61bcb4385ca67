package io.sallyport.identity.internal;

import io.sallyport.identity.LiveIdentity;
import io.sallyport.identity.Session;
import io.sallyport.identity.User;
import io.sallyport.trust.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An open session, without its secret. Thread-safe. */
final class KeptSession {
  private final String id;
  private final String user;
  private final long epoch;
  private final String source;
  private final Instant begun;
  private volatile Instant used;

  /** @param epoch as {@link LiveIdentity#epoch} was before the password was checked */
  KeptSession(String id, String user, long epoch, String source, Instant begun) {
    this.id = id;
    this.user = user;
    this.epoch = epoch;
    this.source = source;
    this.begun = begun;
    this.used = begun;
  }

  String id() {
    return id;
  }

  String user() {
    return user;
  }

  Instant used() {
    return used;
  }

  void use(Instant now) {
    used = now;
  }

  /** Why it is over; empty while it is not. */
  Optional<String> over(LiveIdentity identity, SessionLimits limits, Instant now) {
    Optional<String> ended = identity.over(user, epoch).map(Refusal::what);
    if (ended.isPresent()) {
      return ended;
    }
    if (isPast(begun, limits.longest(), now)) {
      return Optional.of("it is older than " + limits.longest().toMinutes() + " minutes");
    }
    return isPast(used, limits.idle(), now) ? Optional.of("it was not used for " + limits.idle().toMinutes() + " minutes") : Optional.empty();
  }

  private static boolean isPast(Instant from, Duration time, Instant now) {
    return !now.isBefore(from.plus(time));
  }

  Session seen(User person, SessionLimits limits) {
    Instant end = begun.plus(limits.longest());
    Instant idle = used.plus(limits.idle());
    return new Session(id, person, source, begun, used, idle.isBefore(end) ? idle : end, end);
  }
}
