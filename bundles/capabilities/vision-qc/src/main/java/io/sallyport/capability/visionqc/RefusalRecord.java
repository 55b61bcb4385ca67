package io.sallyport.capability.visionqc;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.audit.AuditTrail.Outcome;
import io.sallyport.api.image.InspectionResult.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records refused pictures in the audit log: so many a minute each by itself, the others as a number with the next one. Thread-safe. */
final class RefusalRecord {
  private static final Logger LOG = LoggerFactory.getLogger(RefusalRecord.class);
  private static final int EACH_MINUTE = 30;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AuditTrail audit;
  private final InstantSource clock;
  private final Counters counters;
  private Instant since = Instant.MIN;
  private int recorded;
  private long left;

  RefusalRecord(AuditTrail audit, InstantSource clock, Counters counters) {
    this.audit = audit;
    this.clock = clock;
    this.counters = counters;
  }

  synchronized void refused(String station, String item, Refused refused) {
    Instant now = clock.instant();
    if (since.equals(Instant.MIN) || Duration.between(since, now).abs().compareTo(MINUTE) >= 0) {
      since = now;
      recorded = 0;
    }
    if (recorded >= EACH_MINUTE) {
      left++;
      counters.unrecorded.increment();
      return;
    }
    recorded++;
    Map<String, String> details = new LinkedHashMap<>();
    details.put("item", item);
    details.put("code", refused.code());
    details.put("reason", refused.what());
    if (left > 0) {
      details.put("before", left + " more not recorded singly");
    }
    try {
      audit.record("vision-qc.refused", "inspect", station, Outcome.REFUSED, details);
      left = 0;
    } catch (IllegalStateException e) {
      LOG.error("a refused picture could not be recorded", e);
    }
  }
}
