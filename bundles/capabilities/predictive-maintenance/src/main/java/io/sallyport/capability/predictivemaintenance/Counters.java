package io.sallyport.capability.predictivemaintenance;

import java.util.concurrent.atomic.LongAdder;

/** What happened to rows, windows and reports, since the plugin was started. Thread-safe. */
final class Counters {
  /** Rows that entered the window. */
  final LongAdder rows = new LongAdder();
  /** Samples that came after their row had been passed on. */
  final LongAdder late = new LongAdder();
  /** Samples that repeat one of a waiting row. */
  final LongAdder duplicates = new LongAdder();
  /** Rows dropped because a signal did not come in time. */
  final LongAdder incomplete = new LongAdder();
  /** Rows skipped because a value was no finite number or of bad quality. */
  final LongAdder unusable = new LongAdder();
  /** Windows begun anew after a gap or a step back of the source's clock. */
  final LongAdder restarts = new LongAdder();
  /** Windows scored. */
  final LongAdder scored = new LongAdder();
  /** Windows that the inference service refused. */
  final LongAdder refused = new LongAdder();
  /** Insights raised. */
  final LongAdder insights = new LongAdder();
  /** Work orders proposed. */
  final LongAdder workOrders = new LongAdder();
  /** Reports that failed and were tried again. */
  final LongAdder reportFailures = new LongAdder();
  /** Reports given up because too many waited. */
  final LongAdder reportsLost = new LongAdder();

  @Override
  public String toString() {
    return "rows " + rows + ", windows " + scored + ", insights " + insights + ", work orders " + workOrders + "; late " + late
        + ", repeated " + duplicates + ", incomplete " + incomplete + ", unusable " + unusable + ", restarts " + restarts + ", refused " + refused
        + ", report failures " + reportFailures + ", reports lost " + reportsLost;
  }
}
