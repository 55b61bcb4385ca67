package io.sallyport.http.internal.area;

import io.sallyport.audit.Actor;
import io.sallyport.identity.Session;
import io.sallyport.identity.Token;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks: a program with its token, or a person with their session.
 *
 * @param actor as recorded
 * @param roles of this moment
 * @param session of a person
 */
public record Caller(Actor.Person actor, Set<String> roles, Optional<Session> session) {
  static Caller of(Token token) {
    return new Caller(new Actor.Person(token.actor(), token.role()), Set.of(token.role()), Optional.empty());
  }

  static Caller of(Session session) {
    return new Caller(session.actor(), session.user().roles(), Optional.of(session));
  }

  boolean hasOneOf(Set<String> wanted) {
    return roles.stream().anyMatch(wanted::contains);
  }
}
