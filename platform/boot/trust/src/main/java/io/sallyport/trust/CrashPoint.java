package io.sallyport.trust;

import java.util.Optional;

/**
 * For crash tests only: with the system properties {@code sallyport.test=true} and {@code sallyport.crash.at=NAME}, the JVM halts with
 * status 137 at the place of that name, as by {@code kill -9}. Without {@code sallyport.test} the other property is ignored. Names:
 * {@code STEP:begin} and {@code STEP:end} for each line of the journal, right after it is on disk; {@code import:WHERE} and
 * {@code prune:WHERE}. Thread-safe.
 */
public final class CrashPoint {
  private static final int STATUS = 137;
  private final Optional<String> at;
  private final Runnable crash;

  /** @param at the name, or empty: never */
  public CrashPoint(Optional<String> at, Runnable crash) {
    this.at = at;
    this.crash = crash;
  }

  /** As the system properties say. */
  public static CrashPoint fromSystemProperties() {
    return new CrashPoint(Boolean.getBoolean("sallyport.test") ? Optional.ofNullable(System.getProperty("sallyport.crash.at")) : Optional.empty(),
        () -> Runtime.getRuntime().halt(STATUS));
  }

  /** The work has come to the place of that name. */
  public void reached(String name) {
    if (at.isPresent() && at.get().equals(name)) {
      crash.run();
    }
  }
}
