package io.sallyport.trust;

import java.security.GeneralSecurityException;
import java.security.KeyPair;

/** Keys that live in memory. */
public final class TestKeys {
  private TestKeys() {}

  public static Signer signer() {
    return signer(Algorithm.ED25519);
  }

  public static Signer signer(Algorithm algorithm) {
    try {
      KeyPair pair = algorithm.generate();
      return new PrivateKeySigner(TufKey.of(pair.getPublic()), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Signer[] signers(int count) {
    return signers(count, Algorithm.ED25519);
  }

  static Signer[] signers(int count, Algorithm algorithm) {
    Signer[] signers = new Signer[count];
    java.util.Arrays.setAll(signers, i -> signer(algorithm));
    return signers;
  }
}
