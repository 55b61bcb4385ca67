package io.sallyport.capability.anomalydetection;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A sample or row that was looked at.
 *
 * @param subject what was looked at and how, such as {@code V4 outlier}
 * @param ratio 1 at the limit, more beyond it
 * @param score what was compared
 * @param limit with what
 * @param basis in words, made when it is wanted
 * @param contributions share of each signal
 */
record Finding(String subject, double ratio, double score, double limit, Supplier<String> basis, Instant time, Map<String, Double> contributions) {
  boolean beyond() {
    return ratio > 1;
  }
}
