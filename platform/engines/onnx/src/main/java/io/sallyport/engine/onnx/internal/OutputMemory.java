package io.sallyport.engine.onnx.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Direct memory for outputs, zeroed, never given twice. Small pieces are cut from a common block, which lives as long as any of them is
 * in use: allocating each on its own costs more than a small net's run. For one thread at a time.
 */
final class OutputMemory {
  static final int BLOCK = 64 << 10;
  /** Larger pieces are allocated on their own, so that one that is kept holds little more than itself. */
  static final int LARGEST_PIECE = 4 << 10;
  private static final int ALIGNMENT = 64;

  private ByteBuffer block = ByteBuffer.allocateDirect(0);

  ByteBuffer take(int size) {
    if (size > LARGEST_PIECE) {
      return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }
    if (block.remaining() < size) {
      block = ByteBuffer.allocateDirect(BLOCK);
    }
    ByteBuffer piece = block.slice(block.position(), size).order(ByteOrder.LITTLE_ENDIAN);
    block.position(Math.min(block.limit(), block.position() + aligned(size)));
    return piece;
  }

  private static int aligned(int size) {
    return (size + ALIGNMENT - 1) & -ALIGNMENT;
  }
}
