package io.sallyport.vault;

import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.Refusal;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The vendor metadata in force as files, {@code DATA/vendor}: whether they can be used, and how they come back (ADR 0052). Thread-safe. */
@ProviderType
public interface VendorMetadata {
  /** SP-MEDIUM-0072: why what was imported last cannot be used. It counts as no metadata then. Empty if it can, or if nothing was imported. */
  Optional<Refusal> damage();

  /**
   * Puts in force what was in force when {@code pinned} was written, from the vault. The packages that it does not name stay in the vault.
   *
   * @throws io.sallyport.trust.RefusedException SP-VAULT-0002, 0003 if the vault does not hold it all; SP-TRUST-0031 and others if it does not
   *     descend from the vendor root that came with the appliance; SP-MEDIUM-0017 while an import is under way
   */
  void restore(PinnedMetadata pinned);
}
