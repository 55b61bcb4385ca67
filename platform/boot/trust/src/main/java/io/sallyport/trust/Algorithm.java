package io.sallyport.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * The algorithms that sign: the three of TUF 1.0.34 section 4.2, of which RSA is verified but never made, and ML-DSA-87 (FIPS 204, pure, empty
 * context; ADR 0007).
 */
public enum Algorithm {
  ED25519("ed25519", "ed25519", "ed25519", "Ed25519", "Ed25519", "06032b6570"),
  ECDSA_P256("ecdsa-p256", "ecdsa", "ecdsa-sha2-nistp256", "EC", "SHA256withECDSA", "06082a8648ce3d040302"),
  RSA_PSS("rsa", "rsa", "rsassa-pss-sha256", "RSA", "RSASSA-PSS", "06092a864886f70d01010a"),
  ML_DSA_87("ml-dsa-87", "ml-dsa", "ml-dsa-87", "ML-DSA-87", "ML-DSA-87", "0609608648016503040313");

  private final String word;
  private final String keyType;
  private final String scheme;
  private final String keyName;
  private final String signatureName;
  private final byte[] identifier;

  Algorithm(String word, String keyType, String scheme, String keyName, String signatureName, String identifier) {
    this.word = word;
    this.keyType = keyType;
    this.scheme = scheme;
    this.keyName = keyName;
    this.signatureName = signatureName;
    this.identifier = Der.sequence(Der.hex(identifier));
  }

  /** The algorithm that people call so, such as {@code ml-dsa-87}; only those that keys are made for. */
  public static Optional<Algorithm> of(String word) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.word.equals(word) && algorithm != RSA_PSS).findFirst();
  }

  static Optional<Algorithm> of(String keyType, String scheme) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.scheme.equals(scheme) && (algorithm.keyType.equals(keyType) || scheme.equals(keyType))).findFirst();
  }

  /** Whether a quantum computer cannot forge it. */
  public boolean postQuantum() {
    return this == ML_DSA_87;
  }

  String keyType() {
    return keyType;
  }

  String scheme() {
    return scheme;
  }

  /** The X.509 AlgorithmIdentifier of its signatures, in DER. */
  byte[] identifier() {
    return identifier.clone();
  }

  /** @throws RefusedException SP-TRUST-0080 or 0089 if the provider is not there */
  KeyPair generate() throws GeneralSecurityException {
    Optional<Provider> provider = SignatureProviders.of(this);
    KeyPairGenerator generator = provider.isPresent() ? KeyPairGenerator.getInstance(keyName, provider.get()) : KeyPairGenerator.getInstance(keyName);
    if (this == ECDSA_P256) {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    return generator.generateKeyPair();
  }

  /** @throws RefusedException SP-TRUST-0080 */
  KeyFactory keyFactory() throws GeneralSecurityException {
    Optional<Provider> provider = SignatureProviders.of(this);
    return provider.isPresent() ? KeyFactory.getInstance(keyName, provider.get()) : KeyFactory.getInstance(keyName);
  }

  /** @throws RefusedException SP-TRUST-0080 */
  Signature signature() throws GeneralSecurityException {
    Optional<Provider> provider = SignatureProviders.of(this);
    Signature signature = provider.isPresent() ? signature(provider.get()) : Signature.getInstance(signatureName);
    if (this == RSA_PSS) {
      signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC));
    }
    return signature;
  }

  Signature signature(Provider provider) throws GeneralSecurityException {
    return Signature.getInstance(signatureName, provider);
  }

  @Override
  public String toString() {
    return word;
  }
}
