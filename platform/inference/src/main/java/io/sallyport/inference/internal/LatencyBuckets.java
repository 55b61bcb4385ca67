package io.sallyport.inference.internal;

import io.sallyport.inference.Histogram;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts durations in fixed buckets from 10 µs to 10 s. Thread-safe, no allocation, no locks. */
final class LatencyBuckets {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long[] BOUNDS_MICROS = {10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
      1_000_000, 2_500_000, 5_000_000, 10_000_000};
  private static final double MICROS_PER_SECOND = 1e6;

  private final LongAdder[] counts = new LongAdder[BOUNDS_MICROS.length + 1];
  private final LongAdder sum = new LongAdder();

  LatencyBuckets() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  void record(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length && nanos > BOUNDS_MICROS[bucket] * NANOS_PER_MICRO) {
      bucket++;
    }
    counts[bucket].increment();
    sum.add(nanos);
  }

  /** How many were recorded. */
  long count() {
    long total = 0;
    for (LongAdder one : counts) {
      total += one.sum();
    }
    return total;
  }

  /** What {@link #read} reads. */
  void write(DataOutputStream out) throws IOException {
    out.writeInt(counts.length);
    for (LongAdder one : counts) {
      out.writeLong(one.sum());
    }
    out.writeLong(sum.sum());
  }

  /** Adds what was written. */
  void read(DataInputStream in) throws IOException {
    if (in.readInt() != counts.length) {
      throw new IOException("another number of buckets");
    }
    for (LongAdder one : counts) {
      one.add(in.readLong());
    }
    sum.add(in.readLong());
  }

  /** In seconds. */
  Histogram histogram() {
    List<Double> bounds = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (i < BOUNDS_MICROS.length) {
        bounds.add(BOUNDS_MICROS[i] / MICROS_PER_SECOND);
      }
      seen.add(counts[i].sum());
    }
    return new Histogram(bounds, seen, sum.sum() / NANOS_PER_SECOND);
  }
}
