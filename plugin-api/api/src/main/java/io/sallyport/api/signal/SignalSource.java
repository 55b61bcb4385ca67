package io.sallyport.api.signal;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Gives samples to capabilities. A service of the platform, one for each bundle that asks; thread-safe. */
@ProviderType
public interface SignalSource {
  /** Every asset. */
  String ANY = "*";

  /**
   * Delivers the signals to the consumer until the subscription is closed, while the package is active, on a thread of the platform and
   * never two batches at a time. A bounded queue lies before it: a consumer that is too slow loses its oldest batches, which is counted and
   * shown. Call this in {@code start()} and close the subscription in {@code stop()}; for other signals make another one.
   *
   * @param asset the asset, or {@link #ANY}
   * @param names the signals' names; none means all of the asset's but series that lie {@linkplain SignalBatch#ahead ahead}, which are given to who names them
   * @throws IllegalArgumentException if the asset or a name is blank
   * @throws IllegalStateException if the bundle is being stopped
   */
  Subscription subscribe(String asset, Set<String> names, SignalConsumer consumer);
}
