package io.sallyport.capability.loadforecasting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Slots of local time, so that "the same time last week" is the same to people and their loads. Each day has as many: the hour that is left
 * out in spring has slots without samples, to be interpolated; the hour that comes twice in autumn has slots with twice the samples, of
 * which the mean counts. A sample belongs to the slot in which its time lies. Immutable.
 */
record CivilGrid(ZoneId zone, Duration period) {
  private static final long SECONDS_PER_DAY = 86_400;

  int perDay() {
    return (int) (SECONDS_PER_DAY / period.toSeconds());
  }

  /** Number of the slot, counted from local 1970-01-01T00:00. */
  long slot(Instant time) {
    LocalDateTime local = LocalDateTime.ofInstant(time, zone);
    return local.toLocalDate().toEpochDay() * perDay() + local.toLocalTime().toSecondOfDay() / period.toSeconds();
  }

  /** Place of the slot in its day, from 0. */
  int ofDay(long slot) {
    return (int) Math.floorMod(slot, (long) perDay());
  }

  /** When it begins: once, twice in the hour that comes twice, never in the one that is left out. */
  List<Instant> begins(long slot) {
    LocalDateTime local = local(slot);
    return zone.getRules().getValidOffsets(local).stream().map((ZoneOffset offset) -> local.toInstant(offset)).toList();
  }

  /** When it is over, the last time; for a slot that is left out, the moment of the change. */
  Instant end(long slot) {
    List<Instant> begins = begins(slot);
    return begins.isEmpty() ? local(slot).atZone(zone).toInstant() : begins.get(begins.size() - 1).plus(period);
  }

  private LocalDateTime local(long slot) {
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(slot, (long) perDay()));
    return LocalDateTime.of(day, LocalTime.ofSecondOfDay(ofDay(slot) * period.toSeconds()));
  }
}
