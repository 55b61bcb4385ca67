package com.acme.limits;

import java.util.concurrent.atomic.LongAdder;

/** What happened since the start, for the health. Thread-safe. */
final class Counters {
  final LongAdder samples = new LongAdder();
  final LongAdder unusable = new LongAdder();
  final LongAdder late = new LongAdder();
  final LongAdder foreignUnit = new LongAdder();
  final LongAdder overflow = new LongAdder();
  final LongAdder insights = new LongAdder();
  final LongAdder workOrders = new LongAdder();
  final LongAdder reportFailures = new LongAdder();
  final LongAdder reportsLost = new LongAdder();

  @Override
  public String toString() {
    return samples + " samples, " + unusable + " unusable, " + late + " late, " + insights + " insights, " + workOrders + " work orders, "
        + reportFailures + " failed reports, " + reportsLost + " lost";
  }
}
