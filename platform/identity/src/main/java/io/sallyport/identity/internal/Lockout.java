package io.sallyport.identity.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts failures per id, known or not, so that locking tells nothing about who exists. In memory: a restart forgets, an attacker cannot
 * restart. Thread-safe.
 */
final class Lockout {
  static final int FREE_FAILURES = 5;
  static final Duration FIRST = Duration.ofSeconds(30);
  static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int MOST_IDS = 10_000;

  private record Failures(int count, Instant until) {}

  private final Clock clock;
  private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
      return size() > MOST_IDS;
    }
  };

  Lockout(Clock clock) {
    this.clock = clock;
  }

  /** Until when the id is locked; empty if it is not. */
  synchronized Optional<Instant> lockedUntil(String id) {
    Failures known = failures.get(id);
    return known != null && clock.instant().isBefore(known.until) ? Optional.of(known.until) : Optional.empty();
  }

  synchronized void failed(String id) {
    Failures known = failures.getOrDefault(id, new Failures(0, Instant.MIN));
    int count = known.count + 1;
    failures.put(id, new Failures(count, count < FREE_FAILURES ? Instant.MIN : clock.instant().plus(wait(count))));
  }

  synchronized void succeeded(String id) {
    failures.remove(id);
  }

  private static Duration wait(int count) {
    int doublings = Math.min(10, count - FREE_FAILURES);
    Duration wait = FIRST.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
