package io.sallyport.audit;

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
}
