package io.sallyport.inference.internal;

import java.util.concurrent.atomic.LongAdder;

/** Counts of one loaded version. Thread-safe. */
final class Figures {
  private final LongAdder calls = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder strays = new LongAdder();
  private final Latency latency = new Latency();
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

  void answered(long nanos, boolean inRange) {
    calls.increment();
    latency.record(nanos);
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
    return calls.sum();
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
}
