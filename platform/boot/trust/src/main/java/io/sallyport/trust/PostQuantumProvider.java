package io.sallyport.trust;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The security provider that knows ML-DSA-87 (ADR 0007): a registered one, else Bouncy Castle's if its class is on the class path. That one is
 * never registered: bundles bring their own under the same name. Looked for once.
 */
final class PostQuantumProvider {
  private static final String BOUNCY_CASTLE = "org.bouncycastle.jce.provider.BouncyCastleProvider";
  private static final Optional<Provider> FOUND = registered(Security.getProviders()).or(PostQuantumProvider::bouncyCastle);

  private PostQuantumProvider() {}

  /** @throws RefusedException SP-TRUST-0080 if there is none */
  static Provider require() {
    return FOUND.orElseThrow(() -> Refusals.refuse("SP-TRUST-0080", "no security provider here knows ML-DSA-87", "Java " + Runtime.version() + ", " + names(),
        "run it with a JDK that has ML-DSA or with Bouncy Castle 1.79 or newer on the class path; a FIPS assembly takes classical repositories only"));
  }

  /**
   * A PKCS#12 key store that can make ML-DSA-87 keys of what is in it: the JDK's own asks registered providers only.
   *
   * @throws RefusedException SP-TRUST-0080
   */
  static KeyStore keyStore() throws KeyStoreException {
    Provider provider = require();
    return provider.getService("KeyStore", "PKCS12") == null ? KeyStore.getInstance("PKCS12") : KeyStore.getInstance("PKCS12", provider);
  }

  static Optional<Provider> registered(Provider... providers) {
    return Arrays.stream(providers).filter(PostQuantumProvider::knows).findFirst();
  }

  /** Empty if the class is absent or too old. */
  static Optional<Provider> bouncyCastle() {
    try {
      Object provider = Class.forName(BOUNCY_CASTLE, true, PostQuantumProvider.class.getClassLoader()).getConstructor().newInstance();
      return Stream.of(provider).filter(Provider.class::isInstance).map(Provider.class::cast).filter(PostQuantumProvider::knows).findFirst();
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty();
    }
  }

  private static boolean knows(Provider provider) {
    return provider.getService("Signature", "ML-DSA-87") != null && provider.getService("KeyFactory", "ML-DSA-87") != null;
  }

  private static String names() {
    return String.join(", ", Arrays.stream(Security.getProviders()).map(Provider::getName).toList());
  }
}
