package io.sallyport.diode.erasure;

/** Arithmetic in the field of 256 elements, with the polynomial x⁸+x⁴+x³+x²+1. Addition is exclusive or. Thread-safe: no state. */
final class Field {
  static final int SIZE = 256;
  private static final int POLYNOMIAL = 0x11d;
  private static final int[] LOGARITHM = new int[SIZE];
  /** Twice as long as needed, so that a sum of two logarithms needs no reduction. */
  private static final int[] POWER = new int[2 * SIZE];

  static {
    int value = 1;
    for (int i = 0; i < SIZE - 1; i++) {
      POWER[i] = value;
      POWER[i + SIZE - 1] = value;
      LOGARITHM[value] = i;
      value <<= 1;
      if (value >= SIZE) {
        value ^= POLYNOMIAL;
      }
    }
  }

  private Field() {}

  static int multiply(int a, int b) {
    return a == 0 || b == 0 ? 0 : POWER[LOGARITHM[a] + LOGARITHM[b]];
  }

  /** @throws ArithmeticException for 0 */
  static int inverse(int a) {
    if (a == 0) {
      throw new ArithmeticException("0 has no inverse");
    }
    return POWER[SIZE - 1 - LOGARITHM[a]];
  }
}
