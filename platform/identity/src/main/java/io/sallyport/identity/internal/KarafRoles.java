package io.sallyport.identity.internal;

import io.sallyport.identity.Roles;
import io.sallyport.identity.User;
import java.util.Set;
import java.util.TreeSet;

/** The roles that Karaf's shell, ssh and management know, beside the platform's own. */
final class KarafRoles {
  /** Every role that somebody may hold. */
  static final Set<String> ALL = of(new User("all", "All", Set.copyOf(Roles.ALL)));

  private KarafRoles() {}

  /**
   * A user's own roles, and: {@code ssh} and {@code viewer} for everyone, {@code manager} for integrators, {@code manager},
   * {@code systembundles} and {@code group} for admins.
   */
  static Set<String> of(User user) {
    Set<String> roles = new TreeSet<>(user.roles());
    if (roles.isEmpty()) {
      return roles;
    }
    roles.add("ssh");
    roles.add("viewer");
    if (user.roles().contains(Roles.INTEGRATOR)) {
      roles.add("manager");
    }
    if (user.roles().contains(Roles.ADMIN)) {
      roles.add("manager");
      roles.add("systembundles");
      roles.add("group");
    }
    return roles;
  }
}
