package io.sallyport.operations.internal.store;

import io.sallyport.api.insight.Severity;
import io.sallyport.api.workorder.WorkOrder;

/**
 * The site's rule for what capabilities propose.
 *
 * @param automatic least urgent priority whose work order is released without a person
 */
public record WorkOrderPolicy(Severity automatic) {
  /** Where a site sets nothing: the default of {@link WorkOrderJournal.Config}. */
  static final WorkOrderPolicy USUAL = new WorkOrderPolicy(Severity.HIGH);

  public WorkOrder.State stateOf(Severity priority) {
    return priority.compareTo(automatic) >= 0 ? WorkOrder.State.RELEASED : WorkOrder.State.PROPOSED;
  }
}
