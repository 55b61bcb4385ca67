package com.acme.modbus;

/**
 * In which order the bytes of a number arrive, written as device manuals do: {@code A} is the most significant byte of the number,
 * and a register holds two of them, in the order in which they are written. The same rule serves 16 and 64 bits.
 */
enum WordOrder {
  /** Most significant register first: the Modbus way. */
  ABCD(false, false),
  /** Least significant register first. */
  CDAB(true, false),
  /** Most significant register first, bytes swapped within each. */
  BADC(false, true),
  /** Least significant byte first throughout. */
  DCBA(true, true);

  private final boolean wordsReversed;
  private final boolean bytesSwapped;

  WordOrder(boolean wordsReversed, boolean bytesSwapped) {
    this.wordsReversed = wordsReversed;
    this.bytesSwapped = bytesSwapped;
  }

  /** The number's bits, right-aligned. @param registers 1 to 4 */
  long assemble(byte[] bytes, int offset, int registers) {
    long bits = 0;
    for (int i = 0; i < registers; i++) {
      int word = offset + 2 * (wordsReversed ? registers - 1 - i : i);
      int high = bytes[bytesSwapped ? word + 1 : word] & 0xFF;
      int low = bytes[bytesSwapped ? word : word + 1] & 0xFF;
      bits = bits << 16 | high << 8 | low;
    }
    return bits;
  }
}
