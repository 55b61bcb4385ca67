package io.sallyport.trust;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A signer's private key in a PKCS#12 file (RFC 7292) of mode 0600, encrypted with a password: one key under the alias {@code key}, of
 * whatever kind, and for a signer of a hybrid repository the ML-DSA-87 half under {@code post-quantum} beside it. Callers may wipe the password
 * afterwards. Thread-safe: no state.
 */
public final class KeyFile {
  private static final String KEY = "key";
  private static final String POST_QUANTUM = "post-quantum";

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
    KeyEntries entries = KeyEntries.fresh(file, password);
    Signer signer = entries.make(KEY, algorithm);
    entries.save();
    return signer;
  }

  /** Makes both halves, Ed25519 and ML-DSA-87; throws as {@link #create(Path, char[], Algorithm)}. */
  public static PairedSigner createPair(Path file, char[] password) {
    KeyEntries entries = KeyEntries.fresh(file, password);
    PairedSigner signer = new PairedSigner(entries.make(KEY, Algorithm.ED25519), Optional.of(entries.make(POST_QUANTUM, Algorithm.ML_DSA_87)));
    entries.save();
    return signer;
  }

  /**
   * Opens a key file; of both halves the classical one.
   *
   * @throws RefusedException SP-TRUST-0080 for an ML-DSA-87 key where no provider knows the algorithm, SP-TRUST-0013 for a wrong password, 0014 for a missing, damaged or readable-by-others file
   */
  public static Signer open(Path file, char[] password) {
    return KeyEntries.load(file, password).signer(KEY);
  }

  /** Opens a key file, with its ML-DSA-87 half if it has one; throws as {@link #open}. */
  public static PairedSigner openPair(Path file, char[] password) {
    return pair(KeyEntries.load(file, password));
  }

  /**
   * Makes the ML-DSA-87 half of a key file that has none yet; one that has it stays as it is. The classical half, and so the signer's id,
   * remains.
   *
   * @throws RefusedException as {@link #open}, or SP-TRUST-0080
   */
  public static PairedSigner extend(Path file, char[] password) {
    KeyEntries entries = KeyEntries.load(file, password);
    if (!entries.has(POST_QUANTUM)) {
      PairedSigner signer = new PairedSigner(entries.signer(KEY), Optional.of(entries.make(POST_QUANTUM, Algorithm.ML_DSA_87)));
      signer.key(); // a file whose only key is ML-DSA-87 is no classical half
      entries.save();
    }
    return openPair(file, password);
  }

  /** Writes the same keys into another file, under another password. */
  public static void copy(Path from, char[] password, Path to, char[] fresh) {
    KeyEntries.load(from, password).copy(to, fresh).save();
  }

  private static PairedSigner pair(KeyEntries entries) {
    return new PairedSigner(entries.signer(KEY), entries.has(POST_QUANTUM) ? Optional.of(entries.signer(POST_QUANTUM)) : Optional.empty());
  }
}
