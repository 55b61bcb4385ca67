package io.sallyport.itests.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Times of one caller's calls, and how many several callers get done.
 *
 * @param p50 in microseconds, as p99 and p999
 * @param perSecond of several callers at once; 0 if not measured
 */
record Calls(double p50, double p99, double p999, double perSecond) {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int MOST = 2_000_000;

  /** One call of something; a caller has its own. */
  interface Call extends Runnable, AutoCloseable {
    @Override
    void close();
  }

  /** One caller alone, then several at once, for so many seconds each, after the seconds of warm-up. */
  static Calls measure(Supplier<Call> callers, int threads, double warmUp, double seconds) {
    try (Call one = callers.get()) {
      times(one, warmUp);
      long[] nanos = times(one, seconds);
      Arrays.sort(nanos);
      return new Calls(at(nanos, 0.5), at(nanos, 0.99), at(nanos, 0.999), rate(callers, threads, seconds));
    }
  }

  /** The median time of one caller's call in microseconds, after the seconds of warm-up. */
  static double median(Call call, double warmUp, double seconds) {
    times(call, warmUp);
    long[] nanos = times(call, seconds);
    Arrays.sort(nanos);
    return at(nanos, 0.5);
  }

  private static double at(long[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * quantile))] / NANOS_PER_MICRO;
  }

  private static long[] times(Call call, double seconds) {
    long[] nanos = new long[MOST];
    int count = 0;
    long begin = System.nanoTime();
    long now = begin;
    while (count < MOST && now - begin < seconds * NANOS_PER_SECOND) {
      call.run();
      long end = System.nanoTime();
      nanos[count++] = end - now;
      now = end;
    }
    return Arrays.copyOf(nanos, count);
  }

  private static double rate(Supplier<Call> callers, int threads, double seconds) {
    List<CompletableFuture<Long>> counts = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      CompletableFuture<Long> count = new CompletableFuture<>();
      counts.add(count);
      new Thread(() -> {
        try (Call call = callers.get()) {
          count.complete((long) times(call, seconds).length);
        } catch (RuntimeException e) {
          count.completeExceptionally(e);
        }
      }).start();
    }
    return counts.stream().mapToLong(CompletableFuture::join).sum() / seconds;
  }
}
