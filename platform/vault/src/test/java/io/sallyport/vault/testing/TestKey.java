package io.sallyport.vault.testing;

import io.sallyport.trust.Signer;
import io.sallyport.trust.TufKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;

/** A throw-away Ed25519 key in memory. */
public final class TestKey implements Signer {
  private final KeyPair pair;
  private final TufKey key;

  private TestKey(KeyPair pair) {
    this.pair = pair;
    this.key = TufKey.of(pair.getPublic());
  }

  public static Signer create() {
    try {
      return new TestKey(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public TufKey key() {
    return key;
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
