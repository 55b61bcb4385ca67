package io.sallyport.audit;

import io.sallyport.trust.PairedSigner;
import io.sallyport.trust.Signer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The appliance's own Ed25519 key, {@code DATA/keys/appliance.p12}: signs audit checkpoints, the site's snapshot and timestamp, and
 * the running pointer. It can freeze, never admit. Made at the first start. Thread-safe.
 */
@ProviderType
public interface ApplianceKey {
  /** Signs with the appliance key. */
  Signer signer();

  /** The key with its ML-DSA-87 half, if it has one: what a hybrid site needs under snapshot, timestamp and running pointer. */
  PairedSigner paired();

  /**
   * Makes the ML-DSA-87 half, if there is none yet.
   *
   * @throws io.sallyport.trust.RefusedException SP-TRUST-0080 if no security provider here knows the algorithm
   */
  PairedSigner extended();
}
