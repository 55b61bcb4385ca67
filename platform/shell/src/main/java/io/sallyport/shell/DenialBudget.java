package io.sallyport.shell;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Lets ten denials a minute of each person through, so that a flood of them is no flood of entries. What was left out is counted. Thread-safe. */
final class DenialBudget {
  static final int MOST = 10;
  private static final Duration SPAN = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<String, Window> windows = new HashMap<>();

  /** Since when, how many passed, and how many did not. */
  private record Window(Instant begin, int passed, long dropped) {}

  DenialBudget(InstantSource clock) {
    this.clock = clock;
  }

  /** @return how many were left out before this one; empty if this one is left out too */
  synchronized OptionalLong take(String person) {
    Instant now = clock.instant();
    Window window = windows.get(person);
    if (window == null || now.isBefore(window.begin) || Duration.between(window.begin, now).compareTo(SPAN) >= 0) {
      windows.put(person, new Window(now, 1, 0));
      return OptionalLong.of(window == null ? 0 : window.dropped);
    }
    boolean lets = window.passed < MOST;
    windows.put(person, lets ? new Window(window.begin, window.passed + 1, window.dropped) : new Window(window.begin, window.passed, window.dropped + 1));
    return lets ? OptionalLong.of(0) : OptionalLong.empty();
  }
}
