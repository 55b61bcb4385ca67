package io.sallyport.provision.internal.apply;

import io.sallyport.provision.internal.site.Journal;
import java.util.Locale;
import java.util.Optional;

/**
 * For crash tests only: with the system properties {@code sallyport.test=true} and {@code sallyport.crash.at=STEP:PHASE} (such as
 * {@code switch:begin}), the JVM halts with status 137 right after that line of the journal is on disk. Without {@code sallyport.test}
 * the other property is ignored.
 */
public final class CrashPoint {
  private static final int STATUS = 137;
  private final Optional<String> at;
  private final Runnable crash;

  /** @param at {@code STEP:PHASE}, or empty: never */
  public CrashPoint(Optional<String> at, Runnable crash) {
    this.at = at;
    this.crash = crash;
  }

  /** As the system properties say. */
  public static CrashPoint fromSystemProperties() {
    return new CrashPoint(Boolean.getBoolean("sallyport.test") ? Optional.ofNullable(System.getProperty("sallyport.crash.at")) : Optional.empty(),
        () -> Runtime.getRuntime().halt(STATUS));
  }

  void reached(String step, Journal.Phase phase) {
    if (at.isPresent() && at.get().equals(step + ":" + phase.name().toLowerCase(Locale.ROOT))) {
      crash.run();
    }
  }
}
