package io.sallyport.inference;

import io.sallyport.audit.Actor;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * For whom the platform asks a model: who is recorded with the calls that a thread makes meanwhile, instead of the platform itself. Part of
 * the platform, not of the plugin API: a package can speak for nobody. Immutable.
 *
 * @param source where the request came from, such as {@code http:127.0.0.1}
 */
public record OnBehalf(Actor actor, String source) {
  private static final ThreadLocal<OnBehalf> CURRENT = new ThreadLocal<>();

  /** For whom the calling thread asks, if for somebody. */
  public static Optional<OnBehalf> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Makes calls, on the calling thread. */
  public <T> T call(Supplier<T> calls) {
    OnBehalf former = CURRENT.get();
    CURRENT.set(this);
    try {
      return calls.get();
    } finally {
      if (former == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(former);
      }
    }
  }
}
