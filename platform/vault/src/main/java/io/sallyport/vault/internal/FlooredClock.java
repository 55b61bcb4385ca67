package io.sallyport.vault.internal;

import io.sallyport.audit.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The appliance's time: never before the last entry of the audit log, so that a clock set back makes no expired medium valid. */
final class FlooredClock extends Clock {
  private final Clock clock;
  private final AuditLog audit;

  FlooredClock(Clock clock, AuditLog audit) {
    this.clock = clock;
    this.audit = audit;
  }

  @Override
  public Instant instant() {
    Instant now = clock.instant();
    return audit.entry(audit.size() - 1).map(last -> Instant.parse(last.json().string("time"))).filter(last -> last.isAfter(now)).orElse(now);
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new FlooredClock(clock.withZone(zone), audit);
  }
}
