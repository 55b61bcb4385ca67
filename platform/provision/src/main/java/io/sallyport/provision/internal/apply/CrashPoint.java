package io.sallyport.provision.internal.apply;

import io.sallyport.provision.internal.site.Journal;
import java.util.Locale;
import java.util.Optional;

/**
 * For crash tests only: with the system properties {@code sallyport.test=true} and {@code sallyport.crash.at=STEP:PHASE} (such as
 * {@code switch:begin}), the JVM halts with status 137 right after that line of the journal is on disk. Without {@code sallyport.test}
 * the other property is ignored.
 */
final class CrashPoint {
  private static final int STATUS = 137;
  private final Optional<String> at;

  CrashPoint() {
    this.at = Boolean.getBoolean("sallyport.test") ? Optional.ofNullable(System.getProperty("sallyport.crash.at")) : Optional.empty();
  }

  void reached(String step, Journal.Phase phase) {
    if (at.isPresent() && at.get().equals(step + ":" + phase.name().toLowerCase(Locale.ROOT))) {
      Runtime.getRuntime().halt(STATUS);
    }
  }
}
