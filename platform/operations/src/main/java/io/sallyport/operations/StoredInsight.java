package io.sallyport.operations;

import io.sallyport.api.insight.Insight;
import java.time.Instant;

/**
 * An insight in its latest state, with what the store knows of it.
 *
 * @param capability the package that raised it
 * @param detected source time of the last sample behind its first state: when the condition was noticed
 * @param stored when its first state was stored, by the appliance's clock
 * @param changed when its latest state was stored, by the appliance's clock
 */
public record StoredInsight(Insight insight, String capability, Instant detected, Instant stored, Instant changed) {
  /** Whether the condition lasts. */
  public boolean open() {
    return insight.until().isEmpty();
  }
}
