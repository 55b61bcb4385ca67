package io.sallyport.operations.internal.store;

import io.sallyport.audit.Actor;
import io.sallyport.operations.AlarmEvent;
import io.sallyport.operations.internal.alarm.Kept;
import java.time.Instant;
import java.util.Optional;

/**
 * One step in the life of an alarm.
 *
 * @param action as {@link AlarmEvent#action}
 * @param reason what a person gave
 */
record AlarmChange(Kept before, Kept after, String action, Actor by, Optional<String> reason) {
  static AlarmChange of(Kept before, Kept after, String action, Actor by) {
    return new AlarmChange(before, after, action, by, Optional.empty());
  }

  /** What operators see of it in the history. */
  AlarmEvent event(Instant now) {
    return new AlarmEvent(after.number(), after.alarm().asset(), after.alarm().message(), after.alarm().priority(), now, action, before.condition().state(),
        after.condition().state(), by.name(), reason, after.annunciations() > before.annunciations());
  }
}
