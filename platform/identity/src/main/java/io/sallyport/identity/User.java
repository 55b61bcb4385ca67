package io.sallyport.identity;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An account of a person known to the realm.
 *
 * @param id lower-case letters, digits, {@code . _ -}, beginning with a letter, at most 32; never given to anyone else, even after the
 *     person was disabled
 * @param name as printed on signed records, at most 100 characters
 * @param person id of the person, of the same form: that of the account, or of another account of the same person (ADR 0047)
 * @param roles of {@link Roles}
 * @param enabled false: can neither log in nor sign
 */
public record User(String id, String name, String person, Set<String> roles, boolean enabled) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9._-]{0,31}");
  private static final int MAX_NAME_LENGTH = 100;

  /** @throws RefusedException SP-IDENTITY-0004 */
  public User {
    if (!ID.matcher(id).matches()) {
      throw refuse("is not a user id: lower-case letters, digits, . _ -, at most 32", id);
    }
    if (!ID.matcher(person).matches()) {
      throw refuse("has an ill-formed person id: lower-case letters, digits, . _ -, at most 32", id);
    }
    if (name.isBlank() || name.length() > MAX_NAME_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
      throw refuse("is not a name: 1 to 100 characters", id);
    }
    roles = Collections.unmodifiableSet(new TreeSet<>(roles));
    for (String role : roles) {
      if (!Roles.ALL.contains(role)) {
        throw refuse("has a role that does not exist; roles are " + Roles.ALL, id);
      }
    }
  }

  /** The only account of its person, enabled. */
  public User(String id, String name, Set<String> roles) {
    this(id, name, id, roles, true);
  }

  /** The role in which the person acts when none is named: the first of {@link Roles#ALL} they hold; {@code none} without any. */
  public String mainRole() {
    return Roles.ALL.stream().filter(roles::contains).findFirst().orElse("none");
  }

  private static RefusedException refuse(String what, String id) {
    return new RefusedException(new Refusal("SP-IDENTITY-0004", "the user's data " + what, "user " + shown(id), "correct it and try again"));
  }

  private static String shown(String id) {
    String clean = id.replaceAll("[^\\p{Alnum}._-]", "?");
    return clean.length() > 64 ? clean.substring(0, 64) : clean;
  }
}
