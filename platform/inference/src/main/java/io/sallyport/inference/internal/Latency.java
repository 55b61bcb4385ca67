package io.sallyport.inference.internal;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts durations in buckets a fraction of a power of two wide. Thread-safe, no allocation, no locks. */
final class Latency {
  private final int shift;
  private final int steps;
  private final AtomicLongArray counts;

  /** Quantiles to about 6 %, 8 kB. */
  Latency() {
    this(4);
  }

  /** @param shift buckets are 1/2^shift of a power of two wide, 1 to 10 */
  Latency(int shift) {
    this.shift = shift;
    this.steps = 1 << shift;
    this.counts = new AtomicLongArray(steps * (64 - shift));
  }

  /** Adds what another of the same width has counted. */
  void add(Latency other) {
    for (int i = 0; i < counts.length(); i++) {
      counts.addAndGet(i, other.counts.get(i));
    }
  }

  void record(long nanos) {
    counts.incrementAndGet(bucket(nanos));
  }

  /** The upper edge of the bucket in which the quantile lies, in nanoseconds; 0 if nothing was recorded. */
  long quantile(double quantile) {
    long total = 0;
    for (int i = 0; i < counts.length(); i++) {
      total += counts.get(i);
    }
    long left = (long) Math.ceil(quantile * total);
    for (int i = 0; i < counts.length() && total > 0; i++) {
      left -= counts.get(i);
      if (left <= 0) {
        return edge(i);
      }
    }
    return 0;
  }

  private int bucket(long nanos) {
    if (nanos < steps) {
      return (int) Math.max(0, nanos);
    }
    int power = 63 - Long.numberOfLeadingZeros(nanos);
    return (power - shift + 1) * steps + (int) (nanos >>> (power - shift)) - steps;
  }

  private long edge(int bucket) {
    if (bucket < steps) {
      return bucket;
    }
    int power = bucket / steps + shift - 1;
    return ((bucket % steps + steps + 1L) << (power - shift)) - 1;
  }
}
