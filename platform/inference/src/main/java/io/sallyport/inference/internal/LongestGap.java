package io.sallyport.inference.internal;

import java.util.List;

/**
 * Merges the completions of several callers in order of time, as they come, and finds the longest time between two that follow one
 * another. Exact; keeps only what cannot be ordered yet. For one thread.
 */
final class LongestGap {
  private final List<Completions> callers;
  private final long[][] blocks;
  private final int[] next;
  private long last;
  private long longest;
  private long began;
  private long count;

  /** @param from counts as the first completion */
  LongestGap(List<Completions> callers, long from) {
    this.callers = callers;
    this.blocks = new long[callers.size()][0];
    this.next = new int[callers.size()];
    this.last = from;
    this.began = from;
  }

  /** Takes in what can be ordered: as far as each caller has handed over something or has ended. */
  void advance() {
    for (int earliest = earliest(); earliest >= 0; earliest = earliest()) {
      observe(blocks[earliest][next[earliest]++]);
      count++;
    }
  }

  /** The caller whose next completion is the earliest of all; -1 if that is not known yet, or nothing is left. */
  private int earliest() {
    int earliest = -1;
    for (int i = 0; i < blocks.length; i++) {
      if (!filled(i)) {
        if (!callers.get(i).isOver()) {
          return -1;
        }
      } else if (earliest < 0 || blocks[i][next[i]] - blocks[earliest][next[earliest]] < 0) {
        earliest = i;
      }
    }
    return earliest;
  }

  private boolean filled(int caller) {
    while (next[caller] == blocks[caller].length) {
      long[] block = callers.get(caller).poll();
      if (block == null) {
        return false;
      }
      blocks[caller] = block;
      next[caller] = 0;
    }
    return true;
  }

  private void observe(long time) {
    if (time - last > longest) {
      longest = time - last;
      began = last;
    }
    last = time;
  }

  /** After all callers ended: takes in the rest, and the time to the end. */
  void end(long at) {
    advance();
    observe(Math.max(at, last));
  }

  /** In nanoseconds. */
  long longest() {
    return longest;
  }

  /** When it began. */
  long began() {
    return began;
  }

  /** Completions taken in. */
  long count() {
    return count;
  }
}
