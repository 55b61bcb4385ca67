package io.sallyport.api.insight;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a capability concluded about an asset. Which capability it was the platform knows.
 *
 * @param id unique; the same insight raised again with another state keeps it
 * @param asset at most 256 characters
 * @param title one line for the operator, at most 512 characters
 * @param from source time at which the condition began
 * @param until source time at which it ended, empty while it lasts
 * @param correlation as in the inference calls behind it; the id where there are none; at most 256 characters
 */
public record Insight(UUID id, String asset, Severity severity, String title, Instant from, Optional<Instant> until, Evidence evidence, String correlation) {
  /** A condition that has begun and lasts, under a new id. */
  public static Insight begun(String asset, Severity severity, String title, Instant from, Evidence evidence) {
    UUID id = UUID.randomUUID();
    return new Insight(id, asset, severity, title, from, Optional.empty(), evidence, id.toString());
  }

  /** The same insight with what is known by now; it lasts. */
  public Insight lasting(Severity changed, String words, Evidence newest) {
    return new Insight(id, asset, changed, words, from, Optional.empty(), newest, correlation);
  }

  /** The same insight, ended. */
  public Insight ended(Instant at) {
    return new Insight(id, asset, severity, title, from, Optional.of(at), evidence, correlation);
  }
}
