package io.sallyport.identity;

import io.sallyport.audit.Actor;
import io.sallyport.trust.RefusedException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * People who are logged in over HTTP. In memory: a restart ends all. A session ends when it is idle or old, when the person's access ends, a role
 * of theirs is withdrawn or their password changes, when too many others of theirs begin, and when somebody ends it; each end is recorded when it is noticed. A service
 * of the platform; thread-safe.
 */
@ProviderType
public interface Sessions {
  /**
   * Logs a person in, recorded as {@link Realm#login} does, with the same lock. If they have as many sessions as they may, the one that was
   * not shown for longest ends.
   *
   * @param password wiped by the caller
   * @throws RefusedException if it cannot be recorded: then there is no session
   */
  SessionResult begin(String user, char[] password, String source);

  /**
   * The session that this secret belongs to, with the person's roles of this moment, in a few microseconds; from now on it is idle again.
   * Empty if there is none, or none any more: which of them is not told.
   *
   * @throws RefusedException if its end cannot be recorded
   */
  Optional<Session> resume(String secret);

  /** Those that are open, the oldest first. */
  List<Session> sessions();

  /**
   * Ends one at once.
   *
   * @param id as {@link Session#id}
   * @throws RefusedException {@code SP-IDENTITY-0020} there is none
   */
  void end(String id, Actor by);
}
