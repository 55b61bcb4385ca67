package io.sallyport.trust;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** Keys that live in memory. */
public final class TestKeys {
  private TestKeys() {}

  public static Signer signer() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new PrivateKeySigner(TufKey.of(pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Signer[] signers(int count) {
    Signer[] signers = new Signer[count];
    java.util.Arrays.setAll(signers, i -> signer());
    return signers;
  }
}
