package io.sallyport.gate.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What the gate costs: how long the framework's threads spent in its checks, and for how many bundles. Thread-safe. */
final class GateCost {
  private final LongAdder nanos = new LongAdder();
  private final LongAdder bundles = new LongAdder();

  void add(long nanoseconds) {
    nanos.add(nanoseconds);
  }

  void addSince(long begin) {
    add(System.nanoTime() - begin);
  }

  /** One more bundle was admitted. */
  void admitted() {
    bundles.increment();
  }

  long micros() {
    return TimeUnit.NANOSECONDS.toMicros(nanos.sum());
  }

  long bundles() {
    return bundles.sum();
  }
}
