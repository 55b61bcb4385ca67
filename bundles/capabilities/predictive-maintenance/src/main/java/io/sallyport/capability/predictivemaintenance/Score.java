package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.inference.ModelIdentity;
import java.time.Instant;
import java.util.Map;

/**
 * What the model made of one window.
 *
 * @param model who scored
 * @param threshold that version's threshold
 * @param from source time of the window's oldest row
 * @param to source time of its newest row
 * @param contributions share of each signal in the score, 0 … 1; empty while the score is not above the threshold
 */
record Score(ModelIdentity model, double value, double threshold, Instant from, Instant to, Map<String, Double> contributions) {
  boolean exceeds() {
    return value > threshold;
  }

  double ratio() {
    return value / threshold;
  }
}
