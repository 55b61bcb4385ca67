package io.sallyport.audit.internal;

import io.sallyport.audit.ApplianceKey;
import io.sallyport.audit.AuditLog;
import io.sallyport.trust.Signer;
import java.nio.file.Path;
import java.time.Clock;

/** Opens log and key of an appliance that does not run, for {@link io.sallyport.audit.OfflineAudit}. */
public final class OfflineLog {
  private OfflineLog() {}

  public static ApplianceKey key(Path data) {
    return ApplianceKeyFile.in(data.resolve("keys"));
  }

  public static AuditLog open(Path data, Signer key) {
    return LogOpening.open(data.resolve("audit"), key, Clock.systemUTC(), LogOptions.DEFAULT);
  }
}
