package io.sallyport.identity;

import io.sallyport.trust.PairedKey;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.SignaturePolicy;
import org.osgi.annotation.versioning.ProviderType;

/** Approvers' keys that rest on the appliance: for demonstrations only; in production approvers sign elsewhere. Thread-safe. */
@ProviderType
public interface ApproverKeys {
  /**
   * Makes {@code DATA/keys/approvers/USER.p12}, opened by the person's password.
   *
   * @param policy that of the site: under all but {@code classical} the key gets an ML-DSA-87 half
   * @return the public key, for the site root
   * @throws RefusedException {@code SP-IDENTITY-0001} or {@code -0002} wrong password, {@code SP-TRUST-0014} there is a key already
   */
  PairedKey create(String userId, char[] password, SignaturePolicy policy);
}
