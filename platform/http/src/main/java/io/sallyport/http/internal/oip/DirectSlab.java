package io.sallyport.http.internal.oip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Direct memory for one request's inputs, cut from one buffer that the next request uses again. Counted before it is taken. Not thread-safe. */
final class DirectSlab {
  static final int ALIGNMENT = 64;
  private static final int SMALLEST = 16 << 10;
  static final int LARGEST_KEPT = 4 << 20;

  private final Holding.Part part;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(SMALLEST);
  private int used;
  private long loose;
  private long wanted;

  DirectSlab(Holding.Part part) {
    this.part = part;
  }

  /** Memory of exactly that size, not zeroed; valid until {@link #reset}. */
  ByteBuffer take(int bytes) {
    int aligned = (used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    wanted += bytes + ALIGNMENT;
    if (bytes > buffer.capacity() - aligned) {
      part.atLeast(cut(used) + loose + bytes);
      loose += bytes;
      return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
    part.atLeast(cut(aligned + bytes) + loose);
    used = aligned + bytes;
    return buffer.slice(aligned, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What the buffer counts of which so much is cut. */
  private long cut(int bytes) {
    return Math.max(bytes, buffer.capacity() - SMALLEST);
  }

  /** Everything taken is given back. What did not fit will fit next time, within bounds. */
  void reset() {
    part.shrink(buffer.capacity() - SMALLEST);
    if (wanted > buffer.capacity() && wanted <= LARGEST_KEPT) {
      int larger = Integer.highestOneBit((int) wanted - 1) << 1;
      if (part.tryAtLeast(larger)) {
        buffer = ByteBuffer.allocateDirect(larger);
      }
    }
    used = 0;
    loose = 0;
    wanted = 0;
    part.shrink(buffer.capacity() - SMALLEST);
  }
}
