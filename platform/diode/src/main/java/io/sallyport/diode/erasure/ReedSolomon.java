package io.sallyport.diode.erasure;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A systematic Cauchy Reed–Solomon code over the field of 256 elements: a block of {@code data} symbols is extended by {@code parity}
 * symbols, and any {@code data} of them give the block back. All symbols of a block have the same length. Thread-safe: immutable.
 */
public final class ReedSolomon {
  private final int data;
  private final int parity;
  private final int[][] generator;
  private final Product encoder;

  /** @throws IllegalArgumentException unless both are positive and their sum is at most 256 */
  public ReedSolomon(int data, int parity) {
    if (data < 1 || parity < 1 || data + parity > Field.SIZE) {
      throw new IllegalArgumentException(data + " + " + parity + " symbols");
    }
    this.data = data;
    this.parity = parity;
    // Every square part of a Cauchy matrix can be inverted: so every pattern of at most `parity` losses can be repaired.
    this.generator = new int[parity][data];
    for (int row = 0; row < parity; row++) {
      for (int column = 0; column < data; column++) {
        generator[row][column] = Field.inverse(row ^ (parity + column));
      }
    }
    this.encoder = new Product(generator);
  }

  /**
   * The parity symbols of a block.
   *
   * @param block {@code data} symbols; {@code null} stands for zeros
   * @param length of a symbol, in bytes
   */
  public byte[][] encode(byte[][] block, int length) {
    return encoder.apply(block, length);
  }

  /**
   * Puts the missing data symbols into a block.
   *
   * @param symbols {@code data + parity} symbols, the data first; {@code null} where one is missing. Missing data symbols are filled in
   * @param length of a symbol, in bytes
   * @throws IllegalArgumentException if fewer than {@code data} symbols are there
   */
  public void repair(byte[][] symbols, int length) {
    int[] missing = IntStream.range(0, data).filter(i -> symbols[i] == null).toArray();
    int[] rows = IntStream.range(0, parity).filter(i -> symbols[data + i] != null).limit(missing.length).toArray();
    if (rows.length < missing.length) {
      throw new IllegalArgumentException(missing.length + " of " + data + " data symbols are missing, " + rows.length + " parity symbols are there");
    }
    if (missing.length == 0) {
      return;
    }
    byte[][] inputs = Arrays.copyOf(symbols, data);
    for (int i = 0; i < missing.length; i++) {
      inputs[missing[i]] = symbols[data + rows[i]];
    }
    byte[][] repaired = new Product(solution(missing, rows)).apply(inputs, length);
    for (int i = 0; i < missing.length; i++) {
      symbols[missing[i]] = repaired[i];
    }
  }

  /**
   * The missing data symbols as combinations of what is there. Each parity row says: the sum over missing data = its parity symbol + the sum
   * over known data. Solved for the missing ones; their columns carry the parity symbols.
   */
  private int[][] solution(int[] missing, int[] rows) {
    int[][] inverse = inverse(missing, rows);
    boolean[] isMissing = new boolean[data];
    for (int column : missing) {
      isMissing[column] = true;
    }
    int[][] solution = new int[missing.length][data];
    for (int i = 0; i < missing.length; i++) {
      for (int k = 0; k < rows.length; k++) {
        solution[i][missing[k]] = inverse[i][k];
        for (int column = 0; column < data; column++) {
          if (!isMissing[column]) {
            solution[i][column] ^= Field.multiply(inverse[i][k], generator[rows[k]][column]);
          }
        }
      }
    }
    return solution;
  }

  /** The inverse of the generator's part in those rows and columns, by Gauss and Jordan. */
  private int[][] inverse(int[] columns, int[] rows) {
    int n = columns.length;
    int[][] work = new int[n][2 * n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        work[row][column] = generator[rows[row]][columns[column]];
      }
      work[row][n + row] = 1;
    }
    for (int pivot = 0; pivot < n; pivot++) {
      int at = pivot;
      while (work[at][pivot] == 0) {
        at++;
      }
      int[] swapped = work[at];
      work[at] = work[pivot];
      work[pivot] = swapped;
      scale(work[pivot], Field.inverse(work[pivot][pivot]));
      for (int row = 0; row < n; row++) {
        if (row != pivot && work[row][pivot] != 0) {
          addMultiple(work[row], work[pivot], work[row][pivot]);
        }
      }
    }
    int[][] inverse = new int[n][];
    for (int row = 0; row < n; row++) {
      inverse[row] = Arrays.copyOfRange(work[row], n, 2 * n);
    }
    return inverse;
  }

  private static void scale(int[] row, int factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Field.multiply(row[i], factor);
    }
  }

  private static void addMultiple(int[] row, int[] other, int factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] ^= Field.multiply(other[i], factor);
    }
  }
}
