package io.sallyport.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import javax.security.auth.login.LoginException;

/**
 * Signing keys that never leave a token or HSM, reached through SunPKCS11 (ADR 0007): ECDSA on P-256, each under a label. The provider is not
 * registered. Use by one thread; signers made here work until {@link #close}.
 */
public final class Pkcs11Token implements AutoCloseable {
  private final Provider provider;
  private final KeyStore store;
  private final Path config;

  private Pkcs11Token(Provider provider, KeyStore store, Path config) {
    this.provider = provider;
    this.store = store;
    this.config = config;
  }

  /**
   * Logs in.
   *
   * @param config SunPKCS11 configuration: {@code name}, {@code library}, and the slot
   * @param pin the user's; may be wiped afterwards
   * @throws RefusedException SP-TRUST-0085 if library or token are not there, 0086 for a wrong PIN
   */
  public static Pkcs11Token open(Path config, char[] pin) {
    Provider template = Security.getProvider("SunPKCS11");
    if (template == null) {
      throw unreachable(config, "this Java has no PKCS#11 provider", null);
    }
    if (!Files.isReadable(config)) {
      throw unreachable(config, "there is no such configuration", null);
    }
    try {
      Provider provider = template.configure(config.toString());
      if (provider.getService("KeyStore", "PKCS11") == null) {
        throw unreachable(config, "no token is in the slot", null);
      }
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      return new Pkcs11Token(provider, store, config);
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw Refusals.refuse("SP-TRUST-0086", "the token refuses the PIN", config.toString(), "give the user's PIN; a token locks itself after a few wrong ones", e);
      }
      throw unreachable(config, "the token cannot be logged in to (" + deepest(e) + ")", e);
    } catch (GeneralSecurityException | ProviderException | IllegalArgumentException e) {
      throw unreachable(config, "library or token cannot be reached (" + deepest(e) + ")", e);
    }
  }

  /**
   * Makes a new key inside the token.
   *
   * @throws RefusedException SP-TRUST-0088 if the label is taken or the token would hand the key out, 0010 if it cannot make one
   */
  public Signer create(String label) {
    try {
      if (store.containsAlias(label)) {
        throw Refusals.refuse("SP-TRUST-0088", "the token has a key of this label already", "label " + Text.shown(label), "choose another label, or keep using the key");
      }
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      if (pair.getPrivate().getEncoded() != null) {
        throw Refusals.refuse("SP-TRUST-0088", "the token would hand the private key out", config.toString(),
            "add to it: attributes(generate, CKO_PRIVATE_KEY, *) = { CKA_SENSITIVE = true CKA_EXTRACTABLE = false }");
      }
      Signer session = new PrivateKeySigner(TufKey.of(pair.getPublic()), pair.getPrivate(), provider);
      store.setKeyEntry(label, pair.getPrivate(), null, new Certificate[] {SelfSigned.of(pair, session)});
      return signer(label);
    } catch (GeneralSecurityException | ProviderException e) {
      throw Refusals.refuse("SP-TRUST-0010", "the token cannot make the key (" + deepest(e) + ")", "label " + Text.shown(label), "check its mechanisms and the configuration", e);
    }
  }

  /**
   * The key of a label.
   *
   * @throws RefusedException SP-TRUST-0087 if there is none, or none on P-256
   */
  public Signer signer(String label) {
    try {
      Certificate certificate = store.getCertificate(label);
      if (certificate != null && store.getKey(label, null) instanceof PrivateKey key) {
        return new PrivateKeySigner(TufKey.of(certificate.getPublicKey()), key, provider);
      }
      throw absent(label, null);
    } catch (GeneralSecurityException | ProviderException | IllegalArgumentException e) {
      throw absent(label, e);
    }
  }

  /** Logs out. */
  @Override
  public void close() {
    if (provider instanceof AuthProvider session) {
      try {
        session.logout();
      } catch (LoginException | ProviderException e) {
        // The token ends the session with the process.
        return;
      }
    }
  }

  private static RefusedException absent(String label, Exception cause) {
    return Refusals.refuse("SP-TRUST-0087", "the token has no signing key of this label", "label " + Text.shown(label), "see what is there: pkcs11-tool --list-objects", cause);
  }

  private static RefusedException unreachable(Path config, String what, Exception cause) {
    return Refusals.refuse("SP-TRUST-0085", what, config.toString(), "check library and slot in the configuration, and that the token is plugged in", cause);
  }

  private static String deepest(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }
}
