package io.sallyport.operations.internal.store;

import java.time.Duration;

/**
 * The site's rules for alarms.
 *
 * @param longestShelf longest time for which an alarm can be shelved
 * @param realarm after how long an acknowledged alarm that still holds is annunciated again; zero for never
 * @param mostConditions conditions known at most
 * @param history events kept at most
 */
record AlarmPolicy(Duration longestShelf, Duration realarm, int mostConditions, int history) {
  /** Where a site sets nothing: the defaults of {@link AlarmStore.Config}. */
  static final AlarmPolicy USUAL = new AlarmPolicy(Duration.ofDays(1), Duration.ZERO, 10_000, 100_000);

  AlarmPolicy {
    if (longestShelf.compareTo(Duration.ofMinutes(1)) < 0 || realarm.isNegative() || mostConditions < 1 || history < 1) {
      throw new IllegalArgumentException("io.sallyport.operations.alarms: shelve.max.minutes, conditions.max and history.max must be positive, realarm.minutes not negative");
    }
  }

  static AlarmPolicy of(AlarmStore.Config config) {
    return new AlarmPolicy(Duration.ofMinutes(config.shelve_max_minutes()), Duration.ofMinutes(config.realarm_minutes()), config.conditions_max(), config.history_max());
  }
}
