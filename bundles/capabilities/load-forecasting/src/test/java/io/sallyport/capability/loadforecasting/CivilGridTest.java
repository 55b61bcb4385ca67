package io.sallyport.capability.loadforecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CivilGridTest {
  private final CivilGrid london = new CivilGrid(ZoneId.of("Europe/London"), Duration.ofMinutes(30));

  @Test
  void aDayHasAsManySlotsWheneverItIs() {
    long midnight = london.slot(Instant.parse("2026-03-28T00:00:00Z"));
    assertEquals(midnight + 48, london.slot(Instant.parse("2026-03-29T00:00:00Z")), "the day before the change");
    assertEquals(midnight + 96, london.slot(Instant.parse("2026-03-29T23:00:00Z")), "the day of 23 hours ends an hour earlier");
    assertEquals(midnight + 97, london.slot(Instant.parse("2026-03-29T23:59:59.999Z")));
    assertEquals(0, london.ofDay(midnight));
    assertEquals(47, london.ofDay(midnight - 1));
  }

  @Test
  void theHourThatIsLeftOutHasSlotsThatNeverBegin() {
    long one = london.slot(Instant.parse("2026-03-29T00:30:00Z")) + 1;
    assertEquals(List.of(), london.begins(one));
    assertEquals(List.of(), london.begins(one + 1));
    assertEquals(one + 2, london.slot(Instant.parse("2026-03-29T01:00:00Z")), "02:00 local time follows 00:59");
    assertEquals(List.of(Instant.parse("2026-03-29T01:00:00Z")), london.begins(one + 2));
  }

  @Test
  void theHourThatComesTwiceSharesItsSlots() {
    long first = london.slot(Instant.parse("2026-10-25T00:10:00Z"));
    assertEquals(first, london.slot(Instant.parse("2026-10-25T01:10:00Z")));
    assertEquals(List.of(Instant.parse("2026-10-25T00:00:00Z"), Instant.parse("2026-10-25T01:00:00Z")), london.begins(first));
    assertEquals(Instant.parse("2026-10-25T01:30:00Z"), london.end(first), "it is over when it has come twice");
  }

  @Test
  void timesBefore1970HaveSlotsToo() {
    CivilGrid utc = new CivilGrid(ZoneId.of("UTC"), Duration.ofMinutes(30));
    assertEquals(-1, utc.slot(Instant.ofEpochSecond(-1)));
    assertEquals(47, utc.ofDay(-1));
    assertEquals(Instant.EPOCH, utc.end(-1));
  }
}
