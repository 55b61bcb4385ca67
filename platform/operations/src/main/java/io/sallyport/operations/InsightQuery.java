package io.sallyport.operations;

import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * Which insights to list.
 *
 * @param asset only of this asset
 * @param atLeast only of this severity or a more urgent one
 * @param since only those whose condition still lasted at this source time or began later
 * @param openOnly only those whose condition lasts
 * @param max most insights returned, 1 to {@value #LARGEST}
 */
public record InsightQuery(Optional<String> asset, Optional<Severity> atLeast, Optional<Instant> since, boolean openOnly, int max) {
  /** Largest {@code max}. */
  public static final int LARGEST = 10_000;

  public InsightQuery {
    if (max < 1 || max > LARGEST) {
      throw new IllegalArgumentException("max must be 1 to " + LARGEST + ", got " + max);
    }
  }

  /** The newest {@code max}, whatever they are about. */
  public static InsightQuery newest(int max) {
    return new InsightQuery(Optional.empty(), Optional.empty(), Optional.empty(), false, max);
  }

  /** Only those whose condition lasts. */
  public InsightQuery open() {
    return new InsightQuery(asset, atLeast, since, true, max);
  }

  public InsightQuery ofAsset(String name) {
    return new InsightQuery(Optional.of(name), atLeast, since, openOnly, max);
  }

  public InsightQuery atLeast(Severity severity) {
    return new InsightQuery(asset, Optional.of(severity), since, openOnly, max);
  }

  public InsightQuery since(Instant time) {
    return new InsightQuery(asset, atLeast, Optional.of(time), openOnly, max);
  }
}
