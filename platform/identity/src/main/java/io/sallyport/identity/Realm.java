package io.sallyport.identity;

import io.sallyport.trust.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The appliance's local realm. Passwords are not kept: callers wipe their arrays. After five failures in a row an id is locked for 30 s,
 * then twice as long after each further failure, at most 15 minutes. Changes and logins are in the audit log before they take effect.
 * Thread-safe.
 */
@ProviderType
public interface Realm {
  /** The user of that id, disabled ones included. */
  Optional<User> user(String id);

  /** All users, by id, disabled ones included. */
  List<User> users();

  /** Checks a password, about a quarter of a second; not audited: for callers that audit what they do with the answer. */
  AuthenticationResult authenticate(String id, char[] password);

  /**
   * As {@link #authenticate}, recorded as {@code login.succeeded} or {@code login.failed}; failures with an id that is nobody's or is locked ten a
   * minute of each source one by one, the rest counted.
   *
   * @param source where from, such as {@code ssh:127.0.0.1}
   * @throws RefusedException if it cannot be recorded: then there is no login
   */
  AuthenticationResult login(String id, char[] password, String source);

  /**
   * Adds an account. A name belongs to one person, whatever its case and blanks: who reads a signed record must know who signed.
   *
   * @param password at least 8 characters
   * @param by the id of the admin who does it, or {@code commissioning}
   * @throws RefusedException {@code SP-IDENTITY-0003} the id is or was in use, {@code -0005} the password is too weak,
   *     {@code -0050} the name is another person's
   */
  void enrol(User user, char[] password, String by);

  /** As {@link #enrol(User, char[], String)} by {@code commissioning}. */
  default void enrol(User user, char[] password) {
    enrol(user, password, "commissioning");
  }

  /** Ends a person's access for good, and what they have open, at once; the id stays taken. */
  void disable(String id, String by);

  /**
   * Changes the person's own password, and that of their approver key if the appliance keeps it; ends what they have open.
   *
   * @throws RefusedException {@code SP-IDENTITY-0001}, {@code -0002}, {@code -0005}
   */
  void changePassword(String id, char[] old, char[] fresh);

  /**
   * As {@link #changePassword(String, char[], char[])}, in a login of the person's, which goes on: everything else that they have open ends.
   */
  void changePassword(Login own, char[] old, char[] fresh);

  /**
   * Gives a person other roles. What they have open goes on with those that are granted; it ends if one is withdrawn.
   *
   * @throws RefusedException {@code SP-IDENTITY-0004}, {@code -0008}, {@code -0034} the person's access has ended
   */
  void changeRoles(String id, Set<String> roles, String by);
}
