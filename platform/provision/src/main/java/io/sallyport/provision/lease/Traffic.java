package io.sallyport.provision.lease;

import io.sallyport.trust.site.TrafficMode;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The part that a model's candidate version has in live traffic, as the running generation says. Immutable.
 *
 * @param candidate the version beside the active one
 * @param mode a shadow gets copies of the calls and answers none; a canary answers its share
 * @param percent share of the keys that a canary answers, 0 to 100; 0 for a shadow
 * @param assets keys that a canary answers whatever its share is; none for a shadow
 */
public record Traffic(PackageVersion candidate, TrafficMode mode, double percent, Set<String> assets) {
  private static final double HUNDRED = 100;

  public Traffic {
    assets = Collections.unmodifiableSet(new TreeSet<>(assets));
  }

  /**
   * Whether a canary answers the calls of this key: always if it is one of {@link #assets}, else if {@link KeyShare} puts it below
   * {@link #percent}. The same key gets the same answer while the share stays, whichever version the candidate is, and keeps it while the
   * share grows.
   *
   * @param key an asset or, lacking one, a call's correlation
   */
  public boolean takes(String key) {
    return mode == TrafficMode.CANARY && (assets.contains(key) || KeyShare.of(candidate.name(), key) * HUNDRED < percent);
  }
}
