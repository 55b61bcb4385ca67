package io.sallyport.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.trust.RefusedException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What plugins and imports are told the time is. */
class FlooredClockTest {
  private static final Instant FLOOR = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void timeIsTheClocksButNeverBeforeTheFloor() {
    assertEquals(FLOOR.plusSeconds(1), at(FLOOR.plusSeconds(1)).instant());
    assertEquals(FLOOR, at(FLOOR.minusSeconds(1)).instant());
    assertEquals(FLOOR, at(FLOOR.minusSeconds(86_400)).withZone(ZoneId.of("Europe/Berlin")).instant(), "in any zone");
  }

  @Test
  void aClockThatWasSetBackIsRefusedOnlyWhereItIsAskedFor() {
    at(FLOOR.minusSeconds(299)).requireNotSetBack();
    RefusedException refused = assertThrows(RefusedException.class, () -> at(FLOOR.minusSeconds(301)).requireNotSetBack());
    assertEquals("SP-TRUST-0076", refused.refusal().code());
  }

  private static FlooredClock at(Instant clock) {
    AuditLog log = (AuditLog) Proxy.newProxyInstance(FlooredClockTest.class.getClassLoader(), new Class<?>[] {AuditLog.class}, (self, method, arguments) -> {
      if (method.getName().equals("floor")) {
        return FLOOR;
      }
      throw new UnsupportedOperationException(method.getName());
    });
    return new FlooredClock(Clock.fixed(clock, ZoneOffset.UTC), log);
  }
}
