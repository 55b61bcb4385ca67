package io.sallyport.diode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sessions that were refused a short while ago, so that the same refusal is not worked out for each of their packets. Not thread-safe. */
final class RecentSessions {
  private static final int MOST = 256;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final Clock clock;
  private final Map<SessionId, Instant> since = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<SessionId, Instant> eldest) {
      return size() > MOST;
    }
  };

  RecentSessions(Clock clock) {
    this.clock = clock;
  }

  void add(SessionId session) {
    since.put(session, clock.instant());
  }

  /** What stood in the way may be gone. */
  void clear() {
    since.clear();
  }

  boolean contains(SessionId session) {
    Instant when = since.get(session);
    if (when != null && Duration.between(when, clock.instant()).compareTo(KEPT) > 0) {
      since.remove(session);
      return false;
    }
    return when != null;
  }
}
