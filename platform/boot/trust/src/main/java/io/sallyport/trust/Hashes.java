package io.sallyport.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Compares bytes with the digests that metadata states for them. SHA-256 and SHA-512 are understood; others are ignored. */
final class Hashes {
  private static final Map<String, String> KNOWN = Map.of("sha256", "SHA-256", "sha512", "SHA-512");

  private Hashes() {}

  static void requireMatch(Map<String, String> hashes, byte[] bytes, String where) {
    boolean compared = false;
    for (Map.Entry<String, String> hash : hashes.entrySet()) {
      String algorithm = KNOWN.get(hash.getKey());
      if (algorithm != null) {
        if (!digest(algorithm, bytes).equals(hash.getValue())) {
          throw Refusals.refuse("SP-TRUST-0023", "the file differs from its signed " + hash.getKey(), where, "use an intact copy of the repository");
        }
        compared = true;
      }
    }
    if (!compared) {
      throw Refusals.refuse("SP-TRUST-0023", "no stated digest is SHA-256 or SHA-512", where, "have the metadata made again");
    }
  }

  static String digest(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
