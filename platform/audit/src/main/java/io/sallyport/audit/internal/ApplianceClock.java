package io.sallyport.audit.internal;

import io.sallyport.audit.AuditLog;
import io.sallyport.audit.FlooredClock;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The appliance's time as a service, in UTC; what plugins are given as {@link Clock}. Thread-safe. */
@Component(service = Clock.class)
public final class ApplianceClock extends Clock {
  private final Clock clock;

  @Activate
  public ApplianceClock(@Reference AuditLog log) {
    this.clock = new FlooredClock(Clock.systemUTC(), log);
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public ZoneId getZone() {
    return clock.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return clock.withZone(zone);
  }
}
