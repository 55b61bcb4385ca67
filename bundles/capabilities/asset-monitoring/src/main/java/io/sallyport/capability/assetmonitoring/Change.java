package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.alarm.Alarm;
import java.time.Instant;

/** A condition began or ceased to hold. */
sealed interface Change {
  String condition();

  record Raised(Alarm alarm) implements Change {
    @Override
    public String condition() {
      return alarm.condition();
    }
  }

  /** @param at source time */
  record Cleared(String condition, Instant at) implements Change {}
}
