package io.sallyport.diode;

import java.util.Optional;

/** The symbols of one head, of a sender about whom nothing is known yet. Holds no more memory than was received. Not thread-safe. */
final class HeadAssembly {
  private final SessionId session;
  private final int length;
  private final Blocks blocks;
  private byte[][][] symbols;
  private int[] counts;
  private int wholeBlocks;
  private long received;

  /** @param length of the head in bytes, 1 to {@link Head#LONGEST} */
  HeadAssembly(SessionId session, int length) {
    this.session = session;
    this.length = length;
    this.blocks = Blocks.ofBytes(length);
    clear();
  }

  /** Symbols held: how much a sender has invested. */
  long received() {
    return received;
  }

  /** Takes a symbol; the head, once it is there and proved by its session. */
  Optional<byte[]> add(Frame frame) {
    if (!blocks.has(frame.block(), frame.symbol())) {
      return Optional.empty();
    }
    byte[][] block = symbols[frame.block()] == null ? new byte[Blocks.ALL][] : symbols[frame.block()];
    symbols[frame.block()] = block;
    int needed = blocks.data(frame.block());
    if (block[frame.symbol()] != null || counts[frame.block()] == needed) {
      return Optional.empty();
    }
    block[frame.symbol()] = frame.payloadBytes();
    received++;
    if (++counts[frame.block()] == needed && ++wholeBlocks == blocks.count()) {
      return whole();
    }
    return Optional.empty();
  }

  /** A head with a changed symbol is thrown away as a whole: nobody can say which one it was. */
  private Optional<byte[]> whole() {
    byte[] bytes = new byte[length];
    for (int block = 0; block < blocks.count(); block++) {
      byte[][] all = symbols[block];
      for (int i = blocks.data(block); i < Blocks.DATA; i++) {
        all[i] = new byte[Blocks.SYMBOL];
      }
      Blocks.CODE.repair(all, Blocks.SYMBOL);
      for (int i = 0; i < blocks.data(block); i++) {
        int at = (int) (blocks.first(block) + i) * Blocks.SYMBOL;
        System.arraycopy(all[i], 0, bytes, at, Math.min(Blocks.SYMBOL, length - at));
      }
    }
    clear();
    return SessionId.of(bytes).equals(session) ? Optional.of(bytes) : Optional.empty();
  }

  private void clear() {
    symbols = new byte[blocks.count()][][];
    counts = new int[blocks.count()];
    wholeBlocks = 0;
    received = 0;
  }
}
