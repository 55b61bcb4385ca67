package io.sallyport.trust;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.EnumSet;
import java.util.Set;

/**
 * A private key in a PKCS#12 file (RFC 7292) of mode 0600, encrypted with a password. One key per file, under the alias {@code key}.
 * Callers may wipe the password afterwards. Thread-safe: no state.
 */
public final class KeyFile {
  private static final String ALIAS = "key";
  private static final int MAX_BYTES = 1 << 16;

  private KeyFile() {}

  /** Makes a new Ed25519 key; as {@link #create(Path, char[], Algorithm)}. */
  public static Signer create(Path file, char[] password) {
    return create(file, password, Algorithm.ED25519);
  }

  /**
   * Makes a new key.
   *
   * @throws RefusedException SP-TRUST-0014 if the file exists, SP-TRUST-0080 if no provider here knows ML-DSA-87
   */
  public static Signer create(Path file, char[] password, Algorithm algorithm) {
    if (Files.exists(file)) {
      throw Refusals.refuse("SP-TRUST-0014", "the key file exists already", file.toString(), "choose another name, or keep using the key in it");
    }
    try {
      KeyPair pair = algorithm.generate();
      Signer signer = new PrivateKeySigner(TufKey.of(pair.getPublic()), pair.getPrivate());
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(ALIAS, pair.getPrivate(), password, new Certificate[] {SelfSigned.of(pair, signer)});
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password);
      AtomicFiles.writePrivate(file, bytes.toByteArray());
      return signer;
    } catch (GeneralSecurityException | IOException e) {
      throw Refusals.refuse("SP-TRUST-0010", "the key cannot be made", file.toString(), "check the security provider and the disk", e);
    }
  }

  /**
   * Opens a key file.
   *
   * @throws RefusedException SP-TRUST-0080 for an ML-DSA-87 key where no provider knows the algorithm, SP-TRUST-0013 for a wrong password, 0014 for a missing, damaged or readable-by-others file
   */
  public static Signer open(Path file, char[] password) {
    try {
      requirePrivate(file);
      if (Files.size(file) > MAX_BYTES) {
        throw damaged(file, null);
      }
      byte[] bytes = Files.readAllBytes(file);
      KeyStore store = load(KeyStore.getInstance("PKCS12"), bytes, password);
      Certificate certificate = store.getCertificate(ALIAS);
      if (certificate == null) {
        throw damaged(file, null);
      }
      TufKey key = TufKey.of(certificate.getPublicKey());
      if (key.algorithm().filter(Algorithm::postQuantum).isPresent()) {
        store = load(SignatureProviders.keyStore(), bytes, password);
      }
      if (!(store.getKey(ALIAS, password) instanceof PrivateKey privateKey)) {
        throw damaged(file, null);
      }
      return new PrivateKeySigner(key, privateKey);
    } catch (NoSuchFileException e) {
      throw Refusals.refuse("SP-TRUST-0014", "there is no key file", file.toString(), "name an existing key file", e);
    } catch (UnrecoverableKeyException e) {
      throw wrongPassword(file, e);
    } catch (IOException e) {
      throw e.getCause() instanceof UnrecoverableKeyException ? wrongPassword(file, e) : damaged(file, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  private static KeyStore load(KeyStore store, byte[] bytes, char[] password) throws GeneralSecurityException, IOException {
    store.load(new ByteArrayInputStream(bytes), password);
    return store;
  }

  private static void requirePrivate(Path file) throws IOException {
    Set<PosixFilePermission> others = AtomicFiles.permissions(file);
    if (!others.isEmpty() && !EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE).containsAll(others)) {
      throw Refusals.refuse("SP-TRUST-0014", "others may read or change the key file", file.toString(), "chmod 600 the file, and consider the key disclosed");
    }
  }

  private static RefusedException wrongPassword(Path file, Exception cause) {
    return Refusals.refuse("SP-TRUST-0013", "wrong password", file.toString(), "give the password the key file was made with", cause);
  }

  private static RefusedException damaged(Path file, Exception cause) {
    return Refusals.refuse("SP-TRUST-0014", "the key file is damaged or holds no usable key", file.toString(), "restore it from a backup", cause);
  }
}
