package io.sallyport.shell;

import io.sallyport.identity.Login;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.security.AccessController;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;

/** Who is logged in at a session: the authenticated subject of the calling thread, never a variable that the person could set. */
final class Caller {
  private Caller() {}

  /** @throws RefusedException SP-SHELL-0004: nothing is done or recorded in the name of nobody */
  @SuppressWarnings("removal") // Karaf 4.4 runs commands with the subject in the access control context
  static String current() {
    Subject subject = Subject.getSubject(AccessController.getContext());
    if (subject == null) {
      throw nobody();
    }
    return subject.getPrincipals(UserPrincipal.class).stream().map(UserPrincipal::getName).findFirst().orElseThrow(Caller::nobody);
  }

  /** The roles of this person, those of Karaf included; none if nobody is logged in or their login is over. */
  @SuppressWarnings("removal")
  static Set<String> roles() {
    Subject subject = Subject.getSubject(AccessController.getContext());
    return subject == null || Login.of(subject).flatMap(Login::over).isPresent() ? Set.of() : subject.getPrincipals(RolePrincipal.class).stream().map(RolePrincipal::getName).collect(Collectors.toUnmodifiableSet());
  }

  static RefusedException nobody() {
    return new RefusedException(new Refusal("SP-SHELL-0004", "nobody is logged in at this session", "console", "log in: sallyport console -u USER"));
  }
}
