package io.sallyport.gate.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A bundle as it was handed to the gate.
 *
 * @param sha256 digest of all its bytes, lower-case hexadecimal
 * @param kept these bytes, unless there are more than {@link #MAX_IN_MEMORY}
 * @param hashNanos time that hashing took, without reading
 */
record BundleBytes(String sha256, Optional<byte[]> kept, long hashNanos) {
  /** Largest bundle that is read at all, in bytes. */
  static final long MAX_BYTES = 512L << 20;
  /** Largest bundle of a package, in bytes: it stays in memory as long as it is installed. Larger payloads are vault content outside the bundle. */
  static final int MAX_IN_MEMORY = 64 << 20;

  /** @throws IOException if it cannot be read, or is larger than {@link #MAX_BYTES} */
  static BundleBytes read(InputStream in) throws IOException {
    MessageDigest digest = digest();
    ByteArrayOutputStream kept = new ByteArrayOutputStream(1 << 16);
    byte[] buffer = new byte[1 << 16];
    long length = 0;
    long nanos = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      length += n;
      if (length > MAX_BYTES) {
        throw new IOException("larger than " + MAX_BYTES + " bytes");
      }
      long begin = System.nanoTime();
      digest.update(buffer, 0, n);
      nanos += System.nanoTime() - begin;
      if (length <= MAX_IN_MEMORY) {
        kept.write(buffer, 0, n);
      } else {
        kept = new ByteArrayOutputStream(0);
      }
    }
    return new BundleBytes(HexFormat.of().formatHex(digest.digest()), length <= MAX_IN_MEMORY ? Optional.of(kept.toByteArray()) : Optional.empty(), nanos);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
