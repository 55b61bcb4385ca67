package io.sallyport.audit;

import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TimeReading;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The appliance's time: never before the last checkpoint of the audit log, so that a clock set back makes nothing valid again (ADR 0010).
 * Thread-safe.
 */
public final class FlooredClock extends Clock {
  private final Clock clock;
  private final AuditLog audit;

  public FlooredClock(Clock clock, AuditLog audit) {
    this.clock = clock;
    this.audit = audit;
  }

  @Override
  public Instant instant() {
    return reading().time();
  }

  /** @throws RefusedException SP-TRUST-0076 */
  public void requireNotSetBack() {
    reading().refusal().ifPresent(refusal -> {
      throw new RefusedException(refusal);
    });
  }

  private TimeReading reading() {
    return new TimeReading(clock.instant(), audit.floor());
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
