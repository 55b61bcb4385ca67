package io.sallyport.operations.internal.store;

import io.sallyport.operations.internal.alarm.Condition;
import io.sallyport.operations.internal.alarm.Kept;
import io.sallyport.operations.internal.alarm.Shelving;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * What the clock does to alarms.
 *
 * @param realarm as {@link AlarmPolicy#realarm}
 */
record AlarmTimes(Duration realarm) {
  /** What time has brought about. */
  record Due(String action, Condition next) {}

  /** Empty if nothing is due yet. */
  Optional<Due> due(Kept kept, Instant now) {
    if (shelfEnd(kept).filter(end -> !now.isBefore(end)).isPresent()) {
      return kept.condition().unshelve().map(next -> new Due("expire", next));
    }
    return again(kept).filter(time -> !now.isBefore(time)).flatMap(time -> kept.condition().realarm()).map(next -> new Due("realarm", next));
  }

  /** When something is due of one of them for the first time; {@link Instant#MAX} if never. */
  Instant first(Collection<Kept> timed) {
    return timed.stream().flatMap(kept -> shelfEnd(kept).or(() -> again(kept)).stream()).min(Instant::compareTo).orElse(Instant.MAX);
  }

  private static Optional<Instant> shelfEnd(Kept kept) {
    return kept.condition().shelved().map(Shelving::until);
  }

  private Optional<Instant> again(Kept kept) {
    return realarm.isZero() || kept.condition().realarm().isEmpty() ? Optional.empty() : Optional.of(kept.since().plus(realarm));
  }
}
