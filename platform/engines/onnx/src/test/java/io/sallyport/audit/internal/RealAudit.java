package io.sallyport.audit.internal;

import io.sallyport.audit.AuditLog;
import io.sallyport.trust.KeyFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** Opens a real audit log for tests of other bundles. */
public final class RealAudit {
  private RealAudit() {}

  public static AuditLog open(Path directory) {
    return LogOpening.open(directory.resolve("audit"), KeyFile.create(directory.resolve("key.p12"), "a password of a test".toCharArray()), Clock.systemUTC(),
        new LogOptions(16 << 20, Duration.ofHours(1)));
  }
}
