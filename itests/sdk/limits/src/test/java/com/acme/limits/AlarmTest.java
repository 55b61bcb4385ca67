package com.acme.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.limits.Verdict.State;
import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AlarmTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Subject SUBJECT = new Subject("r", "boiler-1", "pressure", Kind.HIGH);

  private final Alarm alarm = new Alarm(SUBJECT, 2 * SECOND, UUID::randomUUID);

  @Test
  void beginsAfterTheDelayAndFromTheFirstSampleBeyond() {
    assertTrue(at(0, State.BEYOND, 9).isEmpty());
    assertTrue(at(1, State.BEYOND, 11).isEmpty());
    Episode begun = at(2, State.BEYOND, 10).orElseThrow();
    assertEquals(Instant.EPOCH, begun.from());
    assertEquals(11, begun.worst().found(), "the worst so far is the evidence");
    assertEquals(Optional.empty(), begun.until());
  }

  @Test
  void aSpikeShorterThanTheDelayIsNone() {
    at(0, State.BEYOND, 9);
    at(1, State.BETWEEN, 8);
    assertTrue(at(2, State.BEYOND, 9).isEmpty());
    assertTrue(at(3, State.BEYOND, 9).isEmpty());
    assertTrue(at(4, State.BEYOND, 9).isPresent());
  }

  @Test
  void endsAfterTheDelayAsOfTheFirstCalmSample() {
    UUID id = begin().id();
    assertTrue(at(10, State.CALM, 1).isEmpty());
    assertTrue(at(11, State.BETWEEN, 7.9).isEmpty(), "not calm for long enough");
    assertTrue(at(12, State.CALM, 1).isEmpty());
    Episode ended = at(14, State.CALM, 1).orElseThrow();
    assertEquals(id, ended.id());
    assertEquals(Optional.of(Instant.ofEpochSecond(12)), ended.until());
    assertTrue(at(15, State.BEYOND, 9).isEmpty(), "the next one begins anew");
  }

  @Test
  void isReportedAgainWhenItBecomesMoreSevereOnly() {
    begin();
    assertTrue(at(10, State.BEYOND, 9.5).isEmpty());
    Episode worse = alarm.accept(new Verdict(State.BEYOND, Severity.HIGH, 12, 10, 11 * SECOND, 11 * SECOND)).orElseThrow();
    assertEquals(Severity.HIGH, worse.worst().severity());
    assertTrue(at(12, State.BEYOND, 9).isEmpty(), "it does not become less severe");
  }

  private Episode begin() {
    at(0, State.BEYOND, 9);
    return at(2, State.BEYOND, 9).orElseThrow();
  }

  private Optional<Episode> at(int second, State state, double found) {
    return alarm.accept(new Verdict(state, Severity.MEDIUM, found, 8, second * SECOND, second * SECOND));
  }
}
