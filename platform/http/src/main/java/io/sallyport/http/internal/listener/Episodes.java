package io.sallyport.http.internal.listener;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Tells the beginning of a thing that goes on from its going on: an episode ends after a minute in which nothing happened. Remembers a thousand
 * causes; further ones are one cause together. Thread-safe.
 */
final class Episodes {
  private static final Duration QUIET = Duration.ofMinutes(1);
  private static final int MOST = 1_000;
  private static final String OTHERS = "others";

  private record Episode(Instant last, long times) {}

  private final InstantSource clock;
  private final Map<String, Episode> episodes = new HashMap<>();

  Episodes(InstantSource clock) {
    this.clock = clock;
  }

  /** It happened. @return if an episode begins, how often it happened in the cause's last one; else empty */
  synchronized OptionalLong happened(String cause) {
    Instant now = clock.instant();
    if (!episodes.containsKey(cause) && episodes.size() >= MOST) {
      episodes.values().removeIf(known -> isOver(known, now));
    }
    String kept = episodes.containsKey(cause) || episodes.size() < MOST ? cause : OTHERS;
    Episode known = episodes.get(kept);
    boolean begins = known == null || isOver(known, now);
    episodes.put(kept, new Episode(now, begins ? 1 : known.times + 1));
    return !begins ? OptionalLong.empty() : OptionalLong.of(known == null ? 0 : known.times);
  }

  private static boolean isOver(Episode known, Instant now) {
    return now.isBefore(known.last) || Duration.between(known.last, now).compareTo(QUIET) >= 0;
  }
}
