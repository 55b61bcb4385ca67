package io.sallyport.inference;

import io.sallyport.trust.Refusal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Limits of drift that a site sets in place of a package's.
 *
 * @param feature one of the model's reference; empty for all of them
 * @param asset whose calls it is for, or {@link #EACH}; empty for all calls together, and for assets that nothing else is said of
 * @param psi empty: the package's
 * @param ks empty: the package's
 * @param refused why it is not used
 */
public record DriftLimit(String model, Optional<String> feature, Optional<String> asset, OptionalDouble psi, OptionalDouble ks, Optional<Refusal> refused) {
  /** Each asset by itself. */
  public static final String EACH = "*";

  /** The same, not used. */
  public DriftLimit refused(Refusal why) {
    return new DriftLimit(model, feature, asset, psi, ks, Optional.of(why));
  }

  @Override
  public String toString() {
    return model + feature.map(name -> ", feature " + name).orElse(", all features") + asset.map(name -> name.equals(EACH) ? ", each asset" : ", asset " + name).orElse("")
        + (psi.isPresent() ? ", PSI " + psi.getAsDouble() : "") + (ks.isPresent() ? ", KS " + ks.getAsDouble() : "");
  }
}
