package io.sallyport.identity;

import io.sallyport.trust.Refusal;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a person may do at this moment. Sessions ask it at each action, so that a change – here or in a directory – holds at the next one.
 * All but {@link #watch} answer from memory in less than a microsecond. Thread-safe.
 */
@ProviderType
public interface LiveIdentity {
  /** The person with the roles of this moment; empty if there is none or their access has ended. */
  Optional<User> current(String id);

  /**
   * A stamp of the person's credentials and rights. It is another one after each change that takes something away: access, a role, the
   * password. Take it before the password is checked: a change meanwhile then ends what the check began.
   */
  long epoch(String id);

  /** Why what was begun under that stamp is over: {@code SP-IDENTITY-0030} to {@code -0033}; empty while it goes on. */
  Optional<Refusal> over(String id, long epoch);

  /** A login is over, since its connection is gone: {@code SP-IDENTITY-0035}. */
  void left(Login login);

  /**
   * Has somebody told of each change that ends sessions and of each login that is left, on the thread that makes it, when it
   * holds and before that returns.
   *
   * @param changed gets the person's id; what it throws is logged and hinders nobody
   * @return ends the watch when run
   */
  Runnable watch(Consumer<String> changed);
}
