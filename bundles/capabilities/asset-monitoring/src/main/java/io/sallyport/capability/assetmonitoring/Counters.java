package io.sallyport.capability.assetmonitoring;

import java.util.concurrent.atomic.LongAdder;

/** What happened since the plugin was started. Thread-safe. */
final class Counters {
  final LongAdder samples = new LongAdder();
  /** Samples left out because they are older than the newest. */
  final LongAdder late = new LongAdder();
  /** Batches in another unit than their rule's. */
  final LongAdder foreignUnit = new LongAdder();
  final LongAdder raised = new LongAdder();
  final LongAdder cleared = new LongAdder();
  /** Calls that the platform could not store; tried again. */
  final LongAdder failures = new LongAdder();
  /** Changes of a condition that a newer one replaced because too many waited. */
  final LongAdder merged = new LongAdder();

  @Override
  public String toString() {
    return "samples " + samples + ", raised " + raised + ", cleared " + cleared + "; late " + late + ", failures " + failures + ", merged " + merged;
  }
}
