package io.sallyport.inference.internal;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one loaded version. Thread-safe. */
final class Figures {
  private final LongAdder errors = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder strays = new LongAdder();
  private final Latency latency = new Latency();
  private final LatencyBuckets buckets = new LatencyBuckets();
  private final Rate rate = new Rate();
  private volatile Since activated = new Since(0, 0, 0);

  /** Counts at a moment, or their growth since. */
  record Since(long calls, long errors, long strays) {}

  /** The version has just become the active one. */
  void activated() {
    activated = new Since(calls(), errors(), strays());
  }

  /** Growth since {@link #activated()}, or since it was loaded. */
  Since sinceActivated() {
    Since then = activated;
    return new Since(calls() - then.calls, errors() - then.errors, strays() - then.strays);
  }

  synchronized void write(DataOutputStream out) throws IOException {
    buckets.write(out);
    for (long count : new long[] {errors(), refusals(), strays(), activated.calls, activated.errors, activated.strays}) {
      out.writeLong(count);
    }
  }

  /** Adds what was written; quantiles begin anew. */
  synchronized void read(DataInputStream in) throws IOException {
    buckets.read(in);
    errors.add(in.readLong());
    refused.add(in.readLong());
    strays.add(in.readLong());
    activated = new Since(in.readLong(), in.readLong(), in.readLong());
  }

  void answered(long nanos, boolean inRange) {
    latency.record(nanos);
    buckets.record(nanos);
    if (!inRange) {
      strays.increment();
    }
  }

  void failed() {
    errors.increment();
  }

  void refused() {
    refused.increment();
  }

  long calls() {
    return buckets.count();
  }

  long errors() {
    return errors.sum();
  }

  long refusals() {
    return refused.sum();
  }

  /** Answers whose outputs left the range that the golden vectors span. */
  long strays() {
    return strays.sum();
  }

  Latency latency() {
    return latency;
  }

  LatencyBuckets buckets() {
    return buckets;
  }

  /** To be called about once a second. @param nanos {@link System#nanoTime()} */
  void sample(long nanos) {
    rate.sample(nanos, calls());
  }

  /** Answers a second, over the last minute. */
  double callsPerSecond() {
    return rate.perSecond();
  }
}
