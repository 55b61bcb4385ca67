package io.sallyport.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a program shows to be let in, instead of a person's password. It signs nothing and approves nothing.
 *
 * @param name of the program that holds it: lower-case letters, digits and hyphens, beginning with a letter, at most 32; never given again
 * @param role the one role it acts in, of {@link #ROLES}
 * @param by who made it
 * @param expires from then on it lets nobody in
 * @param revoked when it was revoked, if it was
 */
public record Token(String name, String role, String by, Instant created, Instant expires, Optional<Instant> revoked) {
  /** The roles that a program may have: those that approve belong to people. */
  public static final List<String> ROLES = List.of(Roles.OPERATOR, Roles.INTEGRATOR, Roles.AUDITOR, Roles.ADMIN);

  /** Whether it lets somebody in, and why not. */
  public enum State { VALID, EXPIRED, REVOKED }

  public State state(Instant now) {
    if (revoked.isPresent()) {
      return State.REVOKED;
    }
    return now.isBefore(expires) ? State.VALID : State.EXPIRED;
  }

  /** How it is called in the audit log; no person's id can be that. */
  public String actor() {
    return "token:" + name;
  }
}
