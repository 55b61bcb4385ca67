package io.sallyport.inference.internal;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** When one caller's answers came, handed over in blocks. One thread writes, one reads meanwhile. */
final class Completions {
  private static final int BLOCK = 8_192;

  private final Queue<long[]> blocks = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;
  private long[] current = new long[BLOCK];
  private int used;

  /** @param time {@link System#nanoTime()}, not less than the one before */
  void add(long time) {
    current[used++] = time;
    if (used == BLOCK) {
      blocks.add(current);
      current = new long[BLOCK];
      used = 0;
    }
  }

  /** Nothing follows. */
  void end() {
    blocks.add(Arrays.copyOf(current, used));
    ended = true;
  }

  /** The next block, in order; null if there is none yet. It may be empty. */
  long[] poll() {
    return blocks.poll();
  }

  /** Whether nothing follows what has been polled. */
  boolean isOver() {
    return ended && blocks.isEmpty();
  }
}
