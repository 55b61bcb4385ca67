package io.sallyport.shell;

import java.security.AccessController;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;

/** Who is logged in at a session: the authenticated subject of the calling thread, never a variable that the person could set. */
final class Caller {
  private Caller() {}

  @SuppressWarnings("removal") // Karaf 4.4 runs commands with the subject in the access control context
  static String current() {
    Subject subject = Subject.getSubject(AccessController.getContext());
    return subject == null ? "unknown" : subject.getPrincipals(UserPrincipal.class).stream().map(UserPrincipal::getName).findFirst().orElse("unknown");
  }
}
