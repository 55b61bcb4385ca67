package io.sallyport.capability.visionqc;

import java.util.concurrent.atomic.LongAdder;

/** What happened at a station since it was started. Thread-safe. */
final class Counters {
  final LongAdder accepted = new LongAdder();
  final LongAdder rejected = new LongAdder();
  /** Pictures that cannot be judged. */
  final LongAdder refused = new LongAdder();
  /** Times that the appliance could not judge one. */
  final LongAdder unavailable = new LongAdder();
  final LongAdder workOrders = new LongAdder();
  /** Heat maps that could not be kept. */
  final LongAdder picturesLost = new LongAdder();
  /** Refusals that are not in the audit log one by one. */
  final LongAdder unrecorded = new LongAdder();

  /** Of those that were judged. */
  final Scores scores = new Scores();

  @Override
  public String toString() {
    return "accepted " + accepted + ", rejected " + rejected + ", refused " + refused + ", unavailable " + unavailable + ", work orders " + workOrders
        + ", heat maps lost " + picturesLost + ", refusals not recorded singly " + unrecorded + scores;
  }
}
