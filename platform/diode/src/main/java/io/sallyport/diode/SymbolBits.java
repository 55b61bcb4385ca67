package io.sallyport.diode;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which symbols of which block were received: ten bytes per block, in memory and in a file that lags behind. After a crash the file may know
 * too little, then symbols are taken again; or, after a power cut, too much, then the block's digest tells. Not thread-safe.
 */
final class SymbolBits implements Closeable {
  private static final int BYTES = Blocks.ALL / Byte.SIZE;

  private final byte[] bits;
  private final FileChannel file;
  private int changedFrom = Integer.MAX_VALUE;
  private int changedTo = -1;

  /** Reads the file if there is one. */
  SymbolBits(Path path, int blocks) throws IOException {
    bits = new byte[blocks * BYTES];
    file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    ByteBuffer buffer = ByteBuffer.wrap(bits);
    while (buffer.hasRemaining() && file.read(buffer, buffer.position()) > 0) {
      // until all of it is there
    }
  }

  boolean has(int block, int symbol) {
    return (bits[block * BYTES + symbol / Byte.SIZE] >> symbol % Byte.SIZE & 1) == 1;
  }

  void set(int block, int symbol) {
    bits[block * BYTES + symbol / Byte.SIZE] |= (byte) (1 << symbol % Byte.SIZE);
    changed(block);
  }

  void clear(int block) {
    for (int i = 0; i < BYTES; i++) {
      bits[block * BYTES + i] = 0;
    }
    changed(block);
  }

  /** Symbols of a block that were received. */
  int count(int block) {
    int count = 0;
    for (int i = 0; i < BYTES; i++) {
      count += Integer.bitCount(bits[block * BYTES + i] & 0xff);
    }
    return count;
  }

  /** Writes what changed since the last time. */
  void save() throws IOException {
    if (changedTo < 0) {
      return;
    }
    ByteBuffer changed = ByteBuffer.wrap(bits, changedFrom * BYTES, (changedTo - changedFrom + 1) * BYTES);
    while (changed.hasRemaining()) {
      file.write(changed, changed.position());
    }
    changedFrom = Integer.MAX_VALUE;
    changedTo = -1;
  }

  private void changed(int block) {
    changedFrom = Math.min(changedFrom, block);
    changedTo = Math.max(changedTo, block);
  }

  @Override
  public void close() throws IOException {
    save();
    file.close();
  }
}
