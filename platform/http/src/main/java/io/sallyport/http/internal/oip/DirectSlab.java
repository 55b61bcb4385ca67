package io.sallyport.http.internal.oip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Direct memory for one request's inputs, cut from one buffer that the next request uses again. Not thread-safe. */
final class DirectSlab {
  static final int ALIGNMENT = 64;
  private static final int SMALLEST = 16 << 10;
  static final int LARGEST_KEPT = 4 << 20;

  private ByteBuffer buffer = ByteBuffer.allocateDirect(SMALLEST);
  private int used;
  private long wanted;

  /** Memory of exactly that size, not zeroed; valid until {@link #reset}. */
  ByteBuffer take(int bytes) {
    int aligned = (used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    wanted += bytes + ALIGNMENT;
    if (bytes > buffer.capacity() - aligned) {
      return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
    used = aligned + bytes;
    return buffer.slice(aligned, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Everything taken is given back. What did not fit will fit next time, within bounds. */
  void reset() {
    if (wanted > buffer.capacity() && wanted <= LARGEST_KEPT) {
      buffer = ByteBuffer.allocateDirect(Integer.highestOneBit((int) wanted - 1) << 1);
    }
    used = 0;
    wanted = 0;
  }
}
