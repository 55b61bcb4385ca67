package io.sallyport.trust;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The security providers that sign and verify (ADR 0007). If the security property {@value #PROPERTY} names one, as a FIPS assembly does,
 * there is no other. Else classical signatures come from the first registered provider that has them, as usual, and ML-DSA-87 from a
 * registered one or from Bouncy Castle's, whose class is on the class path or in the jar that the system property {@value #JAR} names. That
 * one is never registered: bundles bring their own under the same name. Looked for once.
 */
final class SignatureProviders {
  private static final String BOUNCY_CASTLE = "org.bouncycastle.jce.provider.BouncyCastleProvider";
  static final String PROPERTY = "sallyport.signature.provider";
  /** A jar of the distribution. On the class path its manifest, of several thousand sections, would be parsed at each boot, whether it is needed or not. */
  static final String JAR = "sallyport.signature.jar";
  private static final Optional<String> NAMED = Optional.ofNullable(Security.getProperty(PROPERTY));

  /** Looked for at the first use only: starting Bouncy Castle costs a second of CPU. */
  private static final class MlDsa {
    static final Optional<Provider> FOUND = NAMED.isPresent() ? named().filter(SignatureProviders::knows) : registered(Security.getProviders()).or(SignatureProviders::bouncyCastle);
  }

  private SignatureProviders() {}

  /**
   * The one provider for an algorithm; empty if the order of the registered ones decides.
   *
   * @throws RefusedException SP-TRUST-0080 if none knows the algorithm, 0089 if the one that is named is not registered
   */
  static Optional<Provider> of(Algorithm algorithm) {
    if (algorithm.postQuantum()) {
      return Optional.of(postQuantum());
    }
    if (NAMED.isPresent() && named().isEmpty()) {
      throw Refusals.refuse("SP-TRUST-0089", "the security provider " + NAMED.get() + " is not there", "security property " + PROPERTY, "start with bin/sallyport; install the distribution again");
    }
    return named();
  }

  private static Optional<Provider> named() {
    return NAMED.map(Security::getProvider);
  }

  /** @throws RefusedException SP-TRUST-0080 if there is none */
  static Provider postQuantum() {
    return MlDsa.FOUND.orElseThrow(() -> Refusals.refuse("SP-TRUST-0080", "no security provider here knows ML-DSA-87", "Java " + Runtime.version() + ", " + names(),
        "run it with a JDK that has ML-DSA or with Bouncy Castle 1.79 or newer on the class path; a FIPS assembly takes classical repositories only"));
  }

  /**
   * A PKCS#12 key store that can make ML-DSA-87 keys of what is in it: the JDK's own asks registered providers only.
   *
   * @throws RefusedException SP-TRUST-0080
   */
  static KeyStore keyStore() throws KeyStoreException {
    Provider provider = postQuantum();
    return provider.getService("KeyStore", "PKCS12") == null ? KeyStore.getInstance("PKCS12") : KeyStore.getInstance("PKCS12", provider);
  }

  static Optional<Provider> registered(Provider... providers) {
    return Arrays.stream(providers).filter(SignatureProviders::knows).findFirst();
  }

  /** Empty if the class is absent or too old. */
  static Optional<Provider> bouncyCastle() {
    ClassLoader here = SignatureProviders.class.getClassLoader();
    return bouncyCastle(here).or(() -> Optional.ofNullable(System.getProperty(JAR)).flatMap(jar -> bouncyCastle(loader(jar, here))));
  }

  /** Never closed: a provider loads its classes as it is asked for algorithms. */
  private static ClassLoader loader(String jar, ClassLoader parent) {
    try {
      return new URLClassLoader(new URL[] {Path.of(jar).toUri().toURL()}, parent);
    } catch (MalformedURLException e) {
      throw new IllegalStateException(jar, e);
    }
  }

  private static Optional<Provider> bouncyCastle(ClassLoader loader) {
    try {
      Object provider = Class.forName(BOUNCY_CASTLE, true, loader).getConstructor().newInstance();
      return Stream.of(provider).filter(Provider.class::isInstance).map(Provider.class::cast).filter(SignatureProviders::knows).findFirst();
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
