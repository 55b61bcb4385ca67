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
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The entries of a key file: a PKCS#12 store (RFC 7292) in which each key has an alias and one password opens all. One use, one thread. */
final class KeyEntries {
  private static final String TYPE = "PKCS12";
  private static final int MAX_BYTES = 1 << 16;

  private final Path file;
  private final char[] password;
  private final KeyStore store;

  private KeyEntries(Path file, char[] password, KeyStore store) {
    this.file = file;
    this.password = password;
    this.store = store;
  }

  /** A file that is still to be written. @throws RefusedException SP-TRUST-0014 if it exists */
  static KeyEntries fresh(Path file, char[] password) {
    if (Files.exists(file)) {
      throw Refusals.refuse("SP-TRUST-0014", "the key file exists already", file.toString(), "choose another name, or keep using the key in it");
    }
    return empty(file, password);
  }

  private static KeyEntries empty(Path file, char[] password) {
    try {
      KeyStore store = KeyStore.getInstance(TYPE);
      store.load(null, null);
      return new KeyEntries(file, password, store);
    } catch (GeneralSecurityException | IOException e) {
      throw unmade(file, e);
    }
  }

  /** @throws RefusedException SP-TRUST-0013 for a wrong password, 0014 for a missing, damaged or readable-by-others file, 0080 for ML-DSA-87 where no provider knows it */
  static KeyEntries load(Path file, char[] password) {
    try {
      requirePrivate(file);
      if (Files.size(file) > MAX_BYTES) {
        throw damaged(file, null);
      }
      byte[] bytes = Files.readAllBytes(file);
      KeyEntries entries = new KeyEntries(file, password, load(KeyStore.getInstance(TYPE), bytes, password));
      boolean postQuantum = false;
      for (String alias : Collections.list(entries.store.aliases())) {
        postQuantum |= TufKey.of(entries.certificate(alias).getPublicKey()).algorithm().filter(Algorithm::postQuantum).isPresent();
      }
      return postQuantum ? new KeyEntries(file, password, load(SignatureProviders.keyStore(), bytes, password)) : entries;
    } catch (NoSuchFileException e) {
      throw Refusals.refuse("SP-TRUST-0014", "there is no key file", file.toString(), "name an existing key file", e);
    } catch (IOException e) {
      throw e.getCause() instanceof UnrecoverableKeyException ? wrongPassword(file, e) : damaged(file, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  boolean has(String alias) {
    try {
      return store.containsAlias(alias);
    } catch (GeneralSecurityException e) {
      throw damaged(file, e);
    }
  }

  Signer signer(String alias) {
    try {
      TufKey key = TufKey.of(certificate(alias).getPublicKey());
      if (!(store.getKey(alias, password) instanceof PrivateKey privateKey)) {
        throw damaged(file, null);
      }
      return new PrivateKeySigner(key, privateKey);
    } catch (UnrecoverableKeyException e) {
      throw wrongPassword(file, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw damaged(file, e);
    }
  }

  /** Makes a key; nothing is written yet. */
  Signer make(String alias, Algorithm algorithm) {
    try {
      KeyPair pair = algorithm.generate();
      Signer signer = new PrivateKeySigner(TufKey.of(pair.getPublic()), pair.getPrivate());
      store.setKeyEntry(alias, pair.getPrivate(), password, new Certificate[] {SelfSigned.of(pair, signer)});
      return signer;
    } catch (GeneralSecurityException e) {
      throw unmade(file, e);
    }
  }

  /** The same keys for another file and password; nothing is written yet. */
  KeyEntries copy(Path to, char[] fresh) {
    KeyEntries copy = empty(to, fresh);
    try {
      for (String alias : Collections.list(store.aliases())) {
        copy.store.setKeyEntry(alias, store.getKey(alias, password), fresh, store.getCertificateChain(alias));
      }
      return copy;
    } catch (GeneralSecurityException e) {
      throw unmade(to, e);
    }
  }

  /** Writes the file whole, mode 0600. */
  void save() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, password);
      AtomicFiles.writePrivate(file, bytes.toByteArray());
    } catch (GeneralSecurityException | IOException e) {
      throw unmade(file, e);
    }
  }

  private Certificate certificate(String alias) throws GeneralSecurityException {
    Certificate certificate = store.getCertificate(alias);
    if (certificate == null) {
      throw damaged(file, null);
    }
    return certificate;
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

  private static RefusedException unmade(Path file, Exception cause) {
    return Refusals.refuse("SP-TRUST-0010", "the key cannot be made", file.toString(), "check the security provider and the disk", cause);
  }

  private static RefusedException wrongPassword(Path file, Exception cause) {
    return Refusals.refuse("SP-TRUST-0013", "wrong password", file.toString(), "give the password the key file was made with", cause);
  }

  private static RefusedException damaged(Path file, Exception cause) {
    return Refusals.refuse("SP-TRUST-0014", "the key file is damaged or holds no usable key", file.toString(), "restore it from a backup", cause);
  }
}
