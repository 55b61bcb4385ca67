package io.sallyport.capability.loadforecasting;

import java.util.concurrent.atomic.LongAdder;

/** What happened to samples and forecasts, since the plugin was started. Thread-safe. */
final class Counters {
  /** Samples that entered the history. */
  final LongAdder samples = new LongAdder();
  /** Those among them that came after a later slot had begun. */
  final LongAdder late = new LongAdder();
  /** Samples older than the history. */
  final LongAdder tooOld = new LongAdder();
  /** Samples from more than a few minutes ahead of the appliance's clock. */
  final LongAdder ahead = new LongAdder();
  /** Samples of bad quality, no finite number, or of uncertain quality where that does not count. */
  final LongAdder unusable = new LongAdder();
  /** Forecasts issued. */
  final LongAdder forecasts = new LongAdder();
  /** Forecasts that the inference service refused, or whose answer did not keep the contract. */
  final LongAdder refused = new LongAdder();

  @Override
  public String toString() {
    return "samples " + samples + ", late " + late + ", too old " + tooOld + ", ahead " + ahead + ", unusable " + unusable + "; forecasts " + forecasts + ", refused " + refused;
  }
}
