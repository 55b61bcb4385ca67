package io.sallyport.trust;

/** A private key that signs. Implementations are thread-safe. */
public interface Signer {
  /** The public half. */
  TufKey key();

  /** Signs the message itself (not a digest of it), in the form that {@link TufKey#verify} takes. */
  byte[] sign(byte[] message);
}
