package io.sallyport.gate.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a bundle whole, within bounds. */
final class BundleBytes {
  /** Largest bundle the gate reads, in bytes; larger payloads are vault content outside the bundle. */
  static final long LARGEST = 512L << 20;

  private BundleBytes() {}

  static byte[] read(InputStream in) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (out.size() + (long) n > LARGEST) {
        throw new IOException("larger than " + LARGEST + " bytes");
      }
      out.write(buffer, 0, n);
    }
    return out.toByteArray();
  }
}
