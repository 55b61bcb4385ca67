package io.sallyport.inference.internal;

import java.util.ArrayDeque;
import java.util.Deque;

/** Growth a second of a count that is sampled now and then, over the last minute. Thread-safe. */
final class Rate {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long SPAN = 60_000_000_000L;

  private record Sample(long nanos, long count) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** @param nanos {@link System#nanoTime()} */
  synchronized void sample(long nanos, long count) {
    samples.addLast(new Sample(nanos, count));
    while (samples.size() > 2 && nanos - samples.peekFirst().nanos > SPAN) {
      samples.removeFirst();
    }
  }

  /** 0 until there are two samples. */
  synchronized double perSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    Sample first = samples.peekFirst();
    Sample last = samples.peekLast();
    return last.nanos == first.nanos ? 0 : (last.count - first.count) * NANOS_PER_SECOND / (last.nanos - first.nanos);
  }
}
