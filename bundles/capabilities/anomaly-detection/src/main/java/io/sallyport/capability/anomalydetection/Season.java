package io.sallyport.capability.anomalydetection;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Times that are alike: what is normal is learnt for each of them. */
public enum Season {
  NONE(1), HOUR_OF_DAY(24), HOUR_OF_WEEK(168);

  private static final int HOURS_PER_DAY = 24;
  private final int parts;

  Season(int parts) {
    this.parts = parts;
  }

  int parts() {
    return parts;
  }

  /** Which part the time lies in, by local time: the hour that comes twice in autumn counts twice, the one left out in spring not at all. */
  int part(long nanos, ZoneId zone) {
    if (this == NONE) {
      return 0;
    }
    ZonedDateTime local = Instant.ofEpochSecond(0, nanos).atZone(zone);
    return this == HOUR_OF_DAY ? local.getHour() : (local.getDayOfWeek().getValue() - 1) * HOURS_PER_DAY + local.getHour();
  }
}
