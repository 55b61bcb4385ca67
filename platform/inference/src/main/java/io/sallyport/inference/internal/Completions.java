package io.sallyport.inference.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One caller's answers: when each came and how long its call took, in nanoseconds. One thread writes; read it after that ended. */
final class Completions {
  private static final int CHUNK = 1 << 16;

  private final List<long[]> times = new ArrayList<>();
  private final List<int[]> durations = new ArrayList<>();
  private int used = CHUNK;

  /** @param took capped at about 2.1 s */
  void add(long time, long took) {
    if (used == CHUNK) {
      times.add(new long[CHUNK]);
      durations.add(new int[CHUNK]);
      used = 0;
    }
    times.get(times.size() - 1)[used] = time;
    durations.get(durations.size() - 1)[used] = (int) Math.min(took, Integer.MAX_VALUE);
    used++;
  }

  int count() {
    return times.isEmpty() ? 0 : (times.size() - 1) * CHUNK + used;
  }

  /** All callers' times, in order. */
  static long[] mergedTimes(List<Completions> callers) {
    long[] all = new long[callers.stream().mapToInt(Completions::count).sum()];
    int at = 0;
    for (Completions caller : callers) {
      for (int left = caller.count(), i = 0; left > 0; left -= CHUNK, i++) {
        int length = Math.min(left, CHUNK);
        System.arraycopy(caller.times.get(i), 0, all, at, length);
        at += length;
      }
    }
    Arrays.sort(all);
    return all;
  }

  /** All callers' durations, shortest first. */
  static int[] sortedDurations(List<Completions> callers) {
    int[] all = new int[callers.stream().mapToInt(Completions::count).sum()];
    int at = 0;
    for (Completions caller : callers) {
      for (int left = caller.count(), i = 0; left > 0; left -= CHUNK, i++) {
        int length = Math.min(left, CHUNK);
        System.arraycopy(caller.durations.get(i), 0, all, at, length);
        at += length;
      }
    }
    Arrays.sort(all);
    return all;
  }
}
