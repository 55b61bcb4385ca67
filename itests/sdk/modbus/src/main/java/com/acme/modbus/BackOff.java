package com.acme.modbus;

import java.time.Duration;

/** Waits between attempts to connect: doubling from a quarter of a second to a longest one. Not thread-safe. */
final class BackOff {
  private static final Duration FIRST = Duration.ofMillis(250);

  private final Duration longest;
  private Duration next;

  BackOff(Duration longest) {
    this.longest = longest;
    reset();
  }

  Duration next() {
    Duration wait = next;
    next = shorter(wait.multipliedBy(2));
    return wait;
  }

  /** An attempt has succeeded. */
  void reset() {
    next = shorter(FIRST);
  }

  private Duration shorter(Duration wait) {
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
