package io.sallyport.inference.internal;

import java.time.Duration;

/** What the platform grants in tests: as much as it does by itself. */
final class TestCapacity {
  private TestCapacity() {}

  static Capacity get() {
    return new Capacity(Duration.ofSeconds(5), 0, 0, Machine::available);
  }
}
