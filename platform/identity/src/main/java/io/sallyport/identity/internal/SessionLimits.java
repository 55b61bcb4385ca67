package io.sallyport.identity.internal;

import io.sallyport.trust.Refusal;
import java.time.Duration;
import java.util.Optional;

/**
 * How long sessions last, and how many a person may have.
 *
 * @param idle ends one that is not shown for so long
 * @param longest ends any
 * @param most of one person at a time
 */
record SessionLimits(Duration idle, Duration longest, int most) {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final int MOST = 100;

  static SessionLimits of(SessionsComponent.Config config) {
    return new SessionLimits(Duration.ofMinutes(config.idle_minutes()), Duration.ofMinutes(config.longest_minutes()), config.most_per_person());
  }

  /** Why nobody is logged in with such limits. */
  Optional<Refusal> refusal() {
    if (idle.compareTo(SHORTEST) < 0 || longest.compareTo(idle) < 0 || longest.compareTo(A_DAY) > 0) {
      return Optional.of(Refusals.badSessions("a session ends after a minute to " + A_DAY.toMinutes() + " without use, and not before that in any case"));
    }
    return most < 1 || most > MOST ? Optional.of(Refusals.badSessions("a person has 1 to " + MOST + " sessions")) : Optional.empty();
  }
}
