package io.sallyport.trust;

import java.util.Arrays;

/**
 * Reads the elements of a DER value (ITU-T X.690) one after the other. It takes longer length forms than DER allows: who needs exactly DER
 * writes what was read again with {@link Der} and compares. One use, one thread.
 */
final class DerReader {
  private final byte[] bytes;
  private int at;

  DerReader(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /**
   * The content of the next element.
   *
   * @throws IllegalArgumentException if it has another tag or does not fit
   */
  byte[] next(int tag) {
    if (unsigned() != tag) {
      throw new IllegalArgumentException("not the DER structure of a public key");
    }
    int length = length();
    if (length > bytes.length - at) {
      throw new IllegalArgumentException("a DER element is longer than its value");
    }
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private int length() {
    int first = unsigned();
    if (first < 0x80) {
      return first;
    }
    if (first == 0x80 || first > 0x84) {
      throw new IllegalArgumentException("a DER length of a form that is not allowed");
    }
    long length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = length << 8 | unsigned();
    }
    return (int) Math.min(length, Integer.MAX_VALUE);
  }

  private int unsigned() {
    if (at == bytes.length) {
      throw new IllegalArgumentException("a DER value ends too early");
    }
    return bytes[at++] & 0xff;
  }
}
