package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Whether a tensor holds finite numbers only. Networks swallow NaN (a rectifier makes 0 of it) and answer as if all were well, so it must
 * be caught before. An exponent of ones, and no other, carries into the sign when one is added to it; signs are gathered. Memory outside
 * the heap is read in blocks, and each block as rows that are laid over each other: loops that the compiler makes vector code of, which it
 * does not of a sum over a direct buffer. About 0.1 ns a float, and its pass over memory spares the engine one.
 */
final class Finite {
  private static final int ROWS = 8;
  private static final int ROW = 256;
  static final int BLOCK = ROWS * ROW;
  private static final int LONG_ROW = ROW / 2;
  private static final int LONG_BLOCK = ROWS * LONG_ROW;
  private static final int EXPONENT = 0x7f80_0000;
  private static final int LOWEST = 0x0080_0000;
  private static final long LONG_EXPONENT = 0x7ff0_0000_0000_0000L;
  private static final long LONG_LOWEST = 0x0010_0000_0000_0000L;
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  /** One thread's blocks, and the rows in which signs are gathered. */
  private static final class Scratch {
    final int[] block = new int[BLOCK];
    final int[] signs = new int[ROW];
    final long[] longBlock = new long[LONG_BLOCK];
    final long[] longSigns = new long[LONG_ROW];
  }

  private Finite() {}

  static boolean all(Tensor tensor) {
    return switch (tensor.type()) {
      case FP32 -> floats(tensor.data().asIntBuffer(), SCRATCH.get());
      case FP64 -> doubles(tensor.data().asLongBuffer(), SCRATCH.get());
      case BOOL, UINT8, INT8, INT32, INT64 -> true;
    };
  }

  private static boolean floats(IntBuffer bits, Scratch scratch) {
    int[] block = scratch.block;
    int sign = 0;
    if (bits.remaining() >= BLOCK) {
      Arrays.fill(scratch.signs, 0);
      while (bits.remaining() >= BLOCK) {
        bits.get(block, 0, BLOCK);
        gather(block, scratch.signs);
      }
      for (int gathered : scratch.signs) {
        sign |= gathered;
      }
    }
    int left = bits.remaining();
    bits.get(block, 0, left);
    for (int i = 0; i < left; i++) {
      sign |= (block[i] & EXPONENT) + LOWEST;
    }
    return sign >= 0;
  }

  private static void gather(int[] block, int[] signs) {
    for (int i = 0; i < ROW; i++) {
      signs[i] |= ((block[i] & EXPONENT) + LOWEST) | ((block[i + ROW] & EXPONENT) + LOWEST) | ((block[i + 2 * ROW] & EXPONENT) + LOWEST)
          | ((block[i + 3 * ROW] & EXPONENT) + LOWEST) | ((block[i + 4 * ROW] & EXPONENT) + LOWEST) | ((block[i + 5 * ROW] & EXPONENT) + LOWEST)
          | ((block[i + 6 * ROW] & EXPONENT) + LOWEST) | ((block[i + 7 * ROW] & EXPONENT) + LOWEST);
    }
  }

  private static boolean doubles(LongBuffer bits, Scratch scratch) {
    long[] block = scratch.longBlock;
    long sign = 0;
    if (bits.remaining() >= LONG_BLOCK) {
      Arrays.fill(scratch.longSigns, 0);
      while (bits.remaining() >= LONG_BLOCK) {
        bits.get(block, 0, LONG_BLOCK);
        gather(block, scratch.longSigns);
      }
      for (long gathered : scratch.longSigns) {
        sign |= gathered;
      }
    }
    int left = bits.remaining();
    bits.get(block, 0, left);
    for (int i = 0; i < left; i++) {
      sign |= (block[i] & LONG_EXPONENT) + LONG_LOWEST;
    }
    return sign >= 0;
  }

  private static void gather(long[] block, long[] signs) {
    for (int i = 0; i < LONG_ROW; i++) {
      signs[i] |= ((block[i] & LONG_EXPONENT) + LONG_LOWEST) | ((block[i + LONG_ROW] & LONG_EXPONENT) + LONG_LOWEST)
          | ((block[i + 2 * LONG_ROW] & LONG_EXPONENT) + LONG_LOWEST) | ((block[i + 3 * LONG_ROW] & LONG_EXPONENT) + LONG_LOWEST)
          | ((block[i + 4 * LONG_ROW] & LONG_EXPONENT) + LONG_LOWEST) | ((block[i + 5 * LONG_ROW] & LONG_EXPONENT) + LONG_LOWEST)
          | ((block[i + 6 * LONG_ROW] & LONG_EXPONENT) + LONG_LOWEST) | ((block[i + 7 * LONG_ROW] & LONG_EXPONENT) + LONG_LOWEST);
    }
  }
}
