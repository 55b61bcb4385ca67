package io.sallyport.diode.erasure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReedSolomonTest {
  private static final int LENGTH = 37;

  @Test
  void theFieldIsAField() {
    for (int a = 1; a < 256; a++) {
      assertEquals(1, Field.multiply(a, Field.inverse(a)));
      for (int b = 0; b < 256; b++) {
        assertEquals(slowProduct(a, b), Field.multiply(a, b));
      }
    }
    assertThrows(ArithmeticException.class, () -> Field.inverse(0));
  }

  @Test
  void everyPatternOfLossesUpToCapacityIsRepaired() {
    for (int data = 1; data <= 6; data++) {
      for (int parity = 1; parity <= 5; parity++) {
        ReedSolomon code = new ReedSolomon(data, parity);
        byte[][] whole = whole(code, data, parity, new Random(data * 100 + parity));
        for (int lost = 0; lost < 1 << data + parity; lost++) {
          if (Integer.bitCount(lost) <= parity) {
            assertRepaired(code, whole, data, lost);
          } else {
            byte[][] damaged = without(whole, lost);
            assertThrows(IllegalArgumentException.class, () -> code.repair(damaged, LENGTH));
          }
        }
      }
    }
  }

  @Test
  void randomLossesAtFullSize() {
    Random random = new Random(7);
    ReedSolomon code = new ReedSolomon(64, 16);
    byte[][] whole = whole(code, 64, 16, random);
    for (int round = 0; round < 300; round++) {
      byte[][] damaged = whole.clone();
      for (int losses = random.nextInt(17); losses > 0; losses--) {
        damaged[random.nextInt(80)] = null;
      }
      code.repair(damaged, LENGTH);
      assertArrayEquals(Arrays.copyOf(whole, 64), Arrays.copyOf(damaged, 64));
    }
  }

  @Test
  void theLargestCode() {
    ReedSolomon code = new ReedSolomon(200, 56);
    byte[][] whole = whole(code, 200, 56, new Random(9));
    byte[][] damaged = whole.clone();
    Arrays.fill(damaged, 100, 156, null);
    code.repair(damaged, LENGTH);
    assertArrayEquals(whole, damaged);
    assertThrows(IllegalArgumentException.class, () -> new ReedSolomon(200, 57));
  }

  /** A changed symbol is not noticed: that is what the digests of blocks are for. */
  @Test
  void changedSymbolsSpoilTheBlock() {
    ReedSolomon code = new ReedSolomon(4, 2);
    byte[][] damaged = without(whole(code, 4, 2, new Random(3)), 1);
    byte[] before = damaged[1].clone();
    damaged[1] = before.clone();
    damaged[1][0] ^= 1;
    code.repair(damaged, LENGTH);
    assertFalse(Arrays.equals(whole(code, 4, 2, new Random(3))[0], damaged[0]));
  }

  @Test
  void nullStandsForZerosWhenEncoding() {
    ReedSolomon code = new ReedSolomon(5, 3);
    byte[][] zeros = new byte[5][LENGTH];
    zeros[1] = new byte[LENGTH];
    new Random(5).nextBytes(zeros[1]);
    byte[][] nulls = new byte[5][];
    nulls[1] = zeros[1];
    assertArrayEquals(code.encode(zeros, LENGTH), code.encode(nulls, LENGTH));
  }

  private static void assertRepaired(ReedSolomon code, byte[][] whole, int data, int lost) {
    byte[][] damaged = without(whole, lost);
    code.repair(damaged, LENGTH);
    assertArrayEquals(Arrays.copyOf(whole, data), Arrays.copyOf(damaged, data), () -> "lost " + Integer.toBinaryString(lost));
  }

  private static byte[][] without(byte[][] whole, int lost) {
    byte[][] damaged = whole.clone();
    for (int i = 0; i < damaged.length; i++) {
      if ((lost >> i & 1) == 1) {
        damaged[i] = null;
      }
    }
    return damaged;
  }

  private static byte[][] whole(ReedSolomon code, int data, int parity, Random random) {
    byte[][] block = new byte[data][LENGTH];
    for (byte[] symbol : block) {
      random.nextBytes(symbol);
    }
    byte[][] whole = Arrays.copyOf(block, data + parity);
    System.arraycopy(code.encode(block, LENGTH), 0, whole, data, parity);
    return whole;
  }

  /** Multiplication as polynomials, bit by bit. */
  private static int slowProduct(int a, int b) {
    int product = 0;
    for (int bit = 0; bit < 8; bit++) {
      if ((b >> bit & 1) == 1) {
        product ^= a << bit;
      }
    }
    for (int bit = 14; bit >= 8; bit--) {
      if ((product >> bit & 1) == 1) {
        product ^= 0x11d << bit - 8;
      }
    }
    return product;
  }
}
