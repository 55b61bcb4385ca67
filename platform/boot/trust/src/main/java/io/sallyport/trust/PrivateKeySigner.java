package io.sallyport.trust;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import java.util.Optional;

/** Signs with a JCA private key. Thread-safe: a fresh computation per call. */
final class PrivateKeySigner implements Signer {
  private final TufKey key;
  private final PrivateKey privateKey;
  private final Optional<Provider> provider;

  PrivateKeySigner(TufKey key, PrivateKey privateKey) {
    this(key, privateKey, Optional.empty());
  }

  /** A key that only this provider can use, as one in a token. */
  PrivateKeySigner(TufKey key, PrivateKey privateKey, Provider provider) {
    this(key, privateKey, Optional.of(provider));
  }

  private PrivateKeySigner(TufKey key, PrivateKey privateKey, Optional<Provider> provider) {
    this.key = key;
    this.privateKey = privateKey;
    this.provider = provider;
  }

  @Override
  public TufKey key() {
    return key;
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Algorithm algorithm = key.algorithm().orElseThrow();
      Signature signature = provider.isPresent() ? algorithm.signature(provider.get()) : algorithm.signature();
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException | ProviderException e) {
      throw Refusals.refuse("SP-TRUST-0010", "the key cannot sign", "key " + key.id(), "check the security provider", e);
    }
  }
}
