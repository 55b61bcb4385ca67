package io.sallyport.api.insight;

import io.sallyport.api.inference.ModelIdentity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Why an insight was raised; enough to check it again.
 *
 * @param basis what was applied: the model with its version, or the rule in words such as {@code boiler-pressure: above 7.5 bar}; at most
 *     256 characters
 * @param model who scored; empty if a rule did, without a model
 * @param score the score, or the value that the rule looked at; finite
 * @param threshold what it crossed, upwards or downwards; finite
 * @param unit UCUM unit code of both, {@code 1} for none
 * @param from source time of the first sample looked at
 * @param to source time of the last sample looked at
 * @param contributions share of each signal in the score, by signal name, 0 … 1; at most 1000
 */
public record Evidence(String basis, Optional<ModelIdentity> model, double score, double threshold, String unit, Instant from, Instant to,
    Map<String, Double> contributions) {
  public Evidence {
    contributions = Map.copyOf(contributions);
  }

  /** Evidence of a model that scored; the score has no unit. */
  public static Evidence of(ModelIdentity model, double score, double threshold, Instant from, Instant to, Map<String, Double> contributions) {
    return new Evidence(model.toString(), Optional.of(model), score, threshold, "1", from, to, contributions);
  }

  /** Evidence of a rule about one signal. */
  public static Evidence ofRule(String rule, String signal, double value, double limit, String unit, Instant from, Instant to) {
    return new Evidence(rule, Optional.empty(), value, limit, unit, from, to, Map.of(signal, 1.0));
  }
}
