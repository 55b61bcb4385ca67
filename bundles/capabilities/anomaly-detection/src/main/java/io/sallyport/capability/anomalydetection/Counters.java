package io.sallyport.capability.anomalydetection;

import java.util.concurrent.atomic.LongAdder;

/** What happened, since the plugin was started. Thread-safe. */
final class Counters {
  /** Samples that were looked at. */
  final LongAdder samples = new LongAdder();
  /** Samples no newer than one before. */
  final LongAdder late = new LongAdder();
  /** Samples from more than a few minutes ahead of the appliance's clock. */
  final LongAdder ahead = new LongAdder();
  /** Samples of bad quality or no finite number. */
  final LongAdder unusable = new LongAdder();
  /** Samples of signals beyond those that one watch takes. */
  final LongAdder tooMany = new LongAdder();
  /** Rows that a forest judged. */
  final LongAdder rows = new LongAdder();
  /** Forests trained. */
  final LongAdder trained = new LongAdder();
  /** Insights raised. */
  final LongAdder insights = new LongAdder();

  @Override
  public String toString() {
    return "samples " + samples + ", late " + late + (ahead.sum() == 0 ? "" : ", ahead " + ahead) + ", unusable " + unusable + ", too many signals " + tooMany + "; rows " + rows + ", forests trained " + trained
        + ", insights " + insights;
  }
}
