package io.sallyport.identity;

import io.sallyport.trust.Refusal;
import java.security.AccessController;
import java.util.Optional;
import javax.security.auth.Subject;
import org.osgi.annotation.versioning.ProviderType;

/** One login of a person at the console, as long as it is open; a principal of the session's subject. Thread-safe. */
@ProviderType
public interface Login {
  /** The person's id. */
  String person();

  /** Why it is over; empty while it goes on. */
  Optional<Refusal> over();

  /** The login that a subject stands for. */
  static Optional<Login> of(Subject subject) {
    return subject.getPrincipals().stream().filter(Login.class::isInstance).map(Login.class::cast).findFirst();
  }

  /** The login on whose behalf this thread runs. */
  @SuppressWarnings("removal") // Karaf 4.4 runs commands with the subject in the access control context
  static Optional<Login> current() {
    return Optional.ofNullable(Subject.getSubject(AccessController.getContext())).flatMap(Login::of);
  }
}
