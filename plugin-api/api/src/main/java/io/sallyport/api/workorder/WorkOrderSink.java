package io.sallyport.api.workorder;

import org.osgi.annotation.versioning.ProviderType;

/** Turns proposals into work orders. A service of the platform; thread-safe. */
@ProviderType
public interface WorkOrderSink {
  /**
   * Creates the work order, or returns the one already made for that key. Durable and audited when it returns.
   *
   * @throws IllegalStateException if it could not be created; nothing happened then
   */
  WorkOrder propose(WorkOrderProposal proposal);
}
