package io.sallyport.trust;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** Signs with a JCA private key. Thread-safe: a fresh computation per call. */
final class PrivateKeySigner implements Signer {
  private final TufKey key;
  private final PrivateKey privateKey;

  PrivateKeySigner(TufKey key, PrivateKey privateKey) {
    this.key = key;
    this.privateKey = privateKey;
  }

  @Override
  public TufKey key() {
    return key;
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(key.type().equals("ed25519") ? "Ed25519" : "SHA256withECDSA");
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw Refusals.refuse("SP-TRUST-0010", "the key cannot sign", "key " + key.id(), "check the security provider", e);
    }
  }
}
