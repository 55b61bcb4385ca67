package io.sallyport.identity;

import io.sallyport.audit.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * A person who logged in over HTTP.
 *
 * @param id what it is called in the audit log and at the console: the first 12 hex digits of the secret's SHA-256, which let nobody in
 * @param user the person, with the roles of this moment
 * @param source where they logged in from, such as {@code http:127.0.0.1}
 * @param begun when they logged in
 * @param used when it was last shown
 * @param idleEnd when it ends unless it is shown again
 * @param end when it ends in any case
 */
public record Session(String id, User user, String source, Instant begun, Instant used, Instant idleEnd, Instant end) {
  /** The person in their main role, with the session. */
  public Actor.Person actor() {
    return new Actor.Person(user.id(), user.mainRole(), Optional.of(id));
  }
}
