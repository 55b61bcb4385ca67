package io.sallyport.api.workorder;

import java.time.Instant;

/**
 * A work order as the maintenance system knows it.
 *
 * @param number the number that the system assigned
 * @param system who keeps it, such as {@code journal} (on the appliance) or an SAP system
 */
public record WorkOrder(String number, String system, WorkOrderProposal proposal, State state, Instant created) {
  /** Where the work stands. */
  public enum State { PROPOSED, RELEASED, COMPLETED, CANCELLED }
}
