package io.sallyport.diode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets a few through per minute, so that a flood of packets is no flood of log entries. Not thread-safe. */
final class Throttle {
  private static final Duration SPAN = Duration.ofMinutes(1);
  private final Clock clock;
  private final int most;
  private Instant begin = Instant.MIN;
  private int passed;

  Throttle(Clock clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  boolean lets() {
    Instant now = clock.instant();
    if (begin.equals(Instant.MIN) || now.isBefore(begin) || Duration.between(begin, now).compareTo(SPAN) >= 0) {
      begin = now;
      passed = 0;
    }
    return ++passed <= most;
  }
}
