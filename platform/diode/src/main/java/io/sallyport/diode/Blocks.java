package io.sallyport.diode;

import io.sallyport.diode.erasure.ReedSolomon;

/**
 * How content is cut: into symbols of {@value #SYMBOL} bytes, {@value #DATA} of which make a block; each block is sent with {@value #PARITY}
 * symbols of parity. The last block may have fewer data symbols; the code takes those it lacks as zeros.
 *
 * @param symbols how many data symbols there are
 */
record Blocks(long symbols) {
  /** Bytes in a symbol: with all headers it fits an Ethernet frame of 1 500. */
  static final int SYMBOL = 1_400;
  static final int DATA = 64;
  static final int PARITY = 16;
  static final int ALL = DATA + PARITY;
  /** Most bytes in a block. */
  static final int BYTES = DATA * SYMBOL;
  static final ReedSolomon CODE = new ReedSolomon(DATA, PARITY);

  static Blocks ofBytes(long bytes) {
    return new Blocks(symbols(bytes));
  }

  /** Symbols that hold that many bytes. */
  static long symbols(long bytes) {
    return (bytes + SYMBOL - 1) / SYMBOL;
  }

  int count() {
    return Math.toIntExact((symbols + DATA - 1) / DATA);
  }

  long first(int block) {
    return (long) block * DATA;
  }

  /** Data symbols in a block, 1 to {@value #DATA}. */
  int data(int block) {
    return (int) Math.min(DATA, symbols - first(block));
  }

  /** Whether a block has such a symbol: data it really has, or parity. */
  boolean has(int block, int symbol) {
    return block >= 0 && block < count() && symbol >= 0 && symbol < ALL && (symbol >= DATA || symbol < data(block));
  }
}
