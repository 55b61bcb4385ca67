package io.sallyport.diode;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The files of a transfer as they fill up on disk: data symbols where they belong, parity in a file of its own, so that nothing but ten bytes
 * per block is in memory. A block is complete when its digest says so. Not thread-safe.
 */
final class Body implements Closeable {
  private static final int SYMBOLS_BETWEEN_SAVES = 4_096;

  private final Head head;
  private final Blocks blocks;
  private final BodyFiles files;
  private final FileChannel parity;
  private final SymbolBits received;
  private final BitSet complete = new BitSet();
  private long spoilt;
  private int unsaved;

  /**
   * Goes on where an earlier one stopped, if the folder holds something.
   *
   * @param folder for the own files: {@code received}, {@code parity}
   * @param targets where the files go
   */
  Body(Head head, Path folder, Path targets) throws IOException {
    this.head = head;
    this.blocks = head.layout().blocks();
    this.files = BodyFiles.writing(targets, head.layout());
    this.parity = FileChannel.open(folder.resolve("parity"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    this.received = new SymbolBits(folder.resolve("received"), blocks.count());
    for (int block = 0; block < blocks.count(); block++) {
      if (received.count(block) >= blocks.data(block)) {
        finish(block);
      }
    }
    spoilt = 0;
    if (isComplete()) {
      force();
    }
  }

  /** Takes a symbol. True if it was the last one needed: then all files are whole and on disk. */
  boolean add(Frame frame) throws IOException {
    int block = frame.block();
    int symbol = frame.symbol();
    if (!blocks.has(block, symbol) || complete.get(block) || received.has(block, symbol)) {
      return false;
    }
    if (symbol < Blocks.DATA) {
      files.write(blocks.first(block) + symbol, frame.payload());
    } else {
      write(parityPosition(block, symbol), frame.payload().duplicate());
    }
    received.set(block, symbol);
    if (++unsaved >= SYMBOLS_BETWEEN_SAVES) {
      save();
    }
    boolean last = received.count(block) >= blocks.data(block) && finish(block) && isComplete();
    if (last) {
      force();
    }
    return last;
  }

  boolean isComplete() {
    return complete.cardinality() == blocks.count();
  }

  int completeBlocks() {
    return complete.cardinality();
  }

  long spoilt() {
    return spoilt;
  }

  BitSet missing() {
    BitSet missing = new BitSet();
    missing.set(0, blocks.count());
    missing.andNot(complete);
    return missing;
  }

  void save() throws IOException {
    received.save();
    unsaved = 0;
  }

  /** Repairs the block and compares it with its digest. Spoilt symbols are forgotten: nobody can say which one it was. */
  private boolean finish(int block) throws IOException {
    int data = blocks.data(block);
    byte[] content = files.read(blocks.first(block), data);
    BitSet lost = new BitSet();
    for (int i = 0; i < data; i++) {
      lost.set(i, !received.has(block, i));
    }
    if (!lost.isEmpty()) {
      repair(block, content, lost);
    }
    if (!head.matches(block, content)) {
      received.clear(block);
      spoilt++;
      return false;
    }
    for (int i = lost.nextSetBit(0); i >= 0; i = lost.nextSetBit(i + 1)) {
      files.write(blocks.first(block) + i, ByteBuffer.wrap(content, i * Blocks.SYMBOL, Blocks.SYMBOL));
      received.set(block, i);
    }
    complete.set(block);
    return true;
  }

  private void repair(int block, byte[] content, BitSet lost) throws IOException {
    byte[][] symbols = new byte[Blocks.ALL][];
    for (int i = 0; i < Blocks.DATA; i++) {
      int from = i * Blocks.SYMBOL;
      boolean virtual = from >= content.length;
      symbols[i] = virtual ? new byte[Blocks.SYMBOL] : lost.get(i) ? null : Arrays.copyOfRange(content, from, from + Blocks.SYMBOL);
    }
    for (int i = Blocks.DATA; i < Blocks.ALL; i++) {
      symbols[i] = received.has(block, i) ? read(parityPosition(block, i)) : null;
    }
    Blocks.CODE.repair(symbols, Blocks.SYMBOL);
    for (int i = lost.nextSetBit(0); i >= 0; i = lost.nextSetBit(i + 1)) {
      System.arraycopy(symbols[i], 0, content, i * Blocks.SYMBOL, Blocks.SYMBOL);
    }
  }

  private static long parityPosition(int block, int symbol) {
    return ((long) block * Blocks.PARITY + symbol - Blocks.DATA) * Blocks.SYMBOL;
  }

  private byte[] read(long position) throws IOException {
    ByteBuffer symbol = ByteBuffer.allocate(Blocks.SYMBOL);
    while (symbol.hasRemaining() && parity.read(symbol, position + symbol.position()) > 0) {
      // until all of it is there; what a crash took away stays zero, and the digest tells
    }
    return symbol.array();
  }

  private void write(long position, ByteBuffer symbol) throws IOException {
    long at = position;
    while (symbol.hasRemaining()) {
      at += parity.write(symbol, at);
    }
  }

  private void force() throws IOException {
    files.force();
    save();
    parity.truncate(0);
  }

  @Override
  public void close() throws IOException {
    files.close();
    parity.close();
    received.close();
  }
}
