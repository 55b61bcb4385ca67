package io.sallyport.identity.internal;

import org.apache.karaf.jaas.boot.principal.RolePrincipal;

/**
 * A role that a person may hold. Karaf reads its name below each command – its own, ours, those of the console language – and so asks
 * identity each time. A login carries one for every role there is: a role that is granted later holds at once too. Thread-safe.
 */
final class LiveRole extends RolePrincipal {
  private static final long serialVersionUID = 1L;
  /** No rule can name it: a role has neither blanks nor brackets. */
  private static final String NOT_HELD = "(not held)";

  private final transient LiveLogin login;

  LiveRole(String role, LiveLogin login) {
    super(role);
    this.login = login;
  }

  /** @throws SecurityException if the login is over */
  @Override
  public String getName() {
    return login.holds(super.getName()) ? super.getName() : NOT_HELD;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "LiveRole[" + super.getName() + "]";
  }
}
