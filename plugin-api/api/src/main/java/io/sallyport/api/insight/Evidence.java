package io.sallyport.api.insight;

import io.sallyport.api.inference.ModelIdentity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Why an insight was raised; enough to check it again.
 *
 * @param model who scored; empty if a rule did, without a model
 * @param score the score, or the value that the rule looked at
 * @param threshold what it crossed
 * @param from source time of the first sample looked at
 * @param to source time of the last sample looked at
 * @param contributions share of each signal in the score, by signal name, 0 … 1
 */
public record Evidence(Optional<ModelIdentity> model, double score, double threshold, Instant from, Instant to, Map<String, Double> contributions) {
  public Evidence {
    contributions = Map.copyOf(contributions);
  }

  /** Evidence of a model that scored. */
  public static Evidence of(ModelIdentity model, double score, double threshold, Instant from, Instant to, Map<String, Double> contributions) {
    return new Evidence(Optional.of(model), score, threshold, from, to, contributions);
  }

  /** Evidence of a rule about one signal. */
  public static Evidence ofRule(String signal, double value, double limit, Instant from, Instant to) {
    return new Evidence(Optional.empty(), value, limit, from, to, Map.of(signal, 1.0));
  }
}
