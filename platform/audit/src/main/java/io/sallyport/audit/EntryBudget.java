package io.sallyport.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Lets ten entries a minute of each cause through, so that a flood of refusals is no flood of entries. What was left out is counted. Keeps the
 * thousand causes that came last. Thread-safe.
 */
public final class EntryBudget {
  /** Entries a minute. */
  public static final int MOST = 10;
  private static final Duration SPAN = Duration.ofMinutes(1);
  private static final int MOST_CAUSES = 1_000;

  private final InstantSource clock;
  private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
      return size() > MOST_CAUSES;
    }
  };

  /** Since when, how many passed, and how many did not. */
  private record Window(Instant begin, int passed, long dropped) {}

  public EntryBudget(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Asks for one entry.
   *
   * @param cause a person, a token, an address
   * @return how many were left out before this one; empty if this one is left out too
   */
  public synchronized OptionalLong take(String cause) {
    Instant now = clock.instant();
    Window window = windows.get(cause);
    if (window == null || now.isBefore(window.begin) || Duration.between(window.begin, now).compareTo(SPAN) >= 0) {
      windows.put(cause, new Window(now, 1, 0));
      return OptionalLong.of(window == null ? 0 : window.dropped);
    }
    boolean lets = window.passed < MOST;
    windows.put(cause, lets ? new Window(window.begin, window.passed + 1, window.dropped) : new Window(window.begin, window.passed, window.dropped + 1));
    return lets ? OptionalLong.of(0) : OptionalLong.empty();
  }
}
