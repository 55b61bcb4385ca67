package io.sallyport.audit.internal;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 with the prefixes of RFC 6962, section 2.1. Not thread-safe; made to be reused. */
public final class TreeHash {
  /** Bytes of one hash. */
  public static final int LENGTH = 32;
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest sha = sha256();
  private final byte[] scratch = new byte[TilePath.WIDTH / 2 * LENGTH];

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Tree hash of no entries. */
  static byte[] ofNothing() {
    return sha256().digest();
  }

  byte[] leaf(byte[] entry, int offset, int length) {
    sha.update(LEAF);
    sha.update(entry, offset, length);
    return sha.digest();
  }

  byte[] leaf(byte[] entry) {
    return leaf(entry, 0, entry.length);
  }

  byte[] node(byte[] left, byte[] right) {
    sha.update(NODE);
    sha.update(left);
    sha.update(right);
    return sha.digest();
  }

  /** Root of a perfect subtree: {@code count}, a power of two up to 256, hashes beginning with hash number {@code first}. */
  byte[] perfect(byte[] hashes, int first, int count) {
    byte[] root = new byte[LENGTH];
    if (count == 1) {
      System.arraycopy(hashes, first * LENGTH, root, 0, LENGTH);
      return root;
    }
    halve(hashes, first * LENGTH, count);
    for (int left = count / 2; left > 1; left /= 2) {
      halve(scratch, 0, left);
    }
    System.arraycopy(scratch, 0, root, 0, LENGTH);
    return root;
  }

  private void halve(byte[] from, int offset, int count) {
    try {
      for (int i = 0; i < count / 2; i++) {
        sha.update(NODE);
        sha.update(from, offset + i * 2 * LENGTH, 2 * LENGTH);
        sha.digest(scratch, i * LENGTH, LENGTH);
      }
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
  }
}
