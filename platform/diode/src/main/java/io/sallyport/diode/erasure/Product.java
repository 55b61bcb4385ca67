package io.sallyport.diode.erasure;

import java.util.Arrays;

/**
 * A matrix over the field, to be multiplied with a column of symbols. Eight rows share one table lookup per byte of input: the table of an
 * input holds, for each value of a byte, its products with eight coefficients in one {@code long}. Thread-safe: immutable.
 */
final class Product {
  private static final int ROWS = Long.BYTES;

  private final int rows;
  private final int columns;
  /** By group of eight rows and column. */
  private final long[][][] tables;

  /** @param coefficients by row and column; all rows of the same length */
  Product(int[][] coefficients) {
    rows = coefficients.length;
    columns = rows == 0 ? 0 : coefficients[0].length;
    tables = new long[(rows + ROWS - 1) / ROWS][columns][];
    for (int group = 0; group < tables.length; group++) {
      for (int column = 0; column < columns; column++) {
        tables[group][column] = table(coefficients, group * ROWS, column);
      }
    }
  }

  /** Products are linear: those of the eight single bits give all others. */
  private static long[] table(int[][] coefficients, int firstRow, int column) {
    long[] table = new long[Field.SIZE];
    for (int bit = 1; bit < Field.SIZE; bit <<= 1) {
      for (int row = firstRow; row < Math.min(firstRow + ROWS, coefficients.length); row++) {
        table[bit] |= (long) Field.multiply(coefficients[row][column], bit) << (row - firstRow) * Byte.SIZE;
      }
    }
    for (int value = 1; value < Field.SIZE; value++) {
      int lowest = Integer.lowestOneBit(value);
      table[value] = table[value ^ lowest] ^ table[lowest];
    }
    return table;
  }

  /** @param inputs one symbol per column, all of {@code length} bytes; {@code null} stands for zeros */
  byte[][] apply(byte[][] inputs, int length) {
    byte[][] outputs = new byte[rows][length];
    long[] sums = new long[length];
    for (int group = 0; group < tables.length; group++) {
      Arrays.fill(sums, 0);
      for (int column = 0; column < columns; column++) {
        if (inputs[column] != null) {
          add(sums, tables[group][column], inputs[column]);
        }
      }
      for (int row = group * ROWS; row < Math.min((group + 1) * ROWS, rows); row++) {
        extract(sums, (row - group * ROWS) * Byte.SIZE, outputs[row]);
      }
    }
    return outputs;
  }

  private static void add(long[] sums, long[] table, byte[] input) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] ^= table[input[i] & 0xff];
    }
  }

  private static void extract(long[] sums, int shift, byte[] output) {
    for (int i = 0; i < sums.length; i++) {
      output[i] = (byte) (sums[i] >>> shift);
    }
  }
}
