package io.sallyport.identity;

import io.sallyport.trust.JsonObject;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.PairedSigner;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Electronic signatures with a person's own key, which only their password opens: no one, admins included, can sign for another. Every
 * signature and every refusal is in the audit log ({@code esign.signed} before the signature is handed out). Thread-safe.
 */
@ProviderType
public interface ESignature {
  /**
   * Re-authenticates the person and signs a record with manifestation: printed name, role, meaning, UTC time.
   *
   * @param record what is signed; may name the {@code role} acted in, which the person must hold (else their main role is added)
   * @throws RefusedException {@code SP-IDENTITY-0001}, {@code -0002}, {@code -0006} no approver key, {@code -0007} not their role
   */
  SignedRecord sign(String userId, char[] password, Meaning meaning, JsonObject record);

  /**
   * Re-authenticates the person and opens their key, for one act of signing: keep the signer no longer than that. Each signature made
   * with one of its halves is audited with the digest of what was signed.
   *
   * @throws RefusedException as {@link #sign}
   */
  PairedSigner approver(String userId, char[] password);
}
