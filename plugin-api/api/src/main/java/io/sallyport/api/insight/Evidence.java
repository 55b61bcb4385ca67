package io.sallyport.api.insight;

import io.sallyport.api.inference.ModelIdentity;
import java.time.Instant;
import java.util.Map;

/**
 * Why an insight was raised; enough to check it again.
 *
 * @param model who scored
 * @param score the score that crossed the threshold
 * @param threshold the threshold in force
 * @param from source time of the first sample looked at
 * @param to source time of the last sample looked at
 * @param contributions share of each signal in the score, by signal name, 0 … 1
 */
public record Evidence(ModelIdentity model, double score, double threshold, Instant from, Instant to, Map<String, Double> contributions) {
  public Evidence {
    contributions = Map.copyOf(contributions);
  }
}
