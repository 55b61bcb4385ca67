package io.sallyport.api.workorder;

import org.osgi.annotation.versioning.ProviderType;

/** Turns proposals into work orders. A service of the platform; thread-safe. */
@ProviderType
public interface WorkOrderSink {
  /**
   * Creates the work order, or returns the one already made for that key. Durable and audited when it returns. Safe to
   * repeat.
   *
   * @throws IllegalStateException if it could not be created, with the reason; nothing happened then: keep the proposal and try again
   */
  WorkOrder propose(WorkOrderProposal proposal);
}
