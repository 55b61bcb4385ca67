package io.sallyport.operations;

import io.sallyport.api.workorder.WorkOrder;
import java.time.Instant;

/**
 * A work order of the journal.
 *
 * @param capability the package that proposed it
 * @param changed when its state last changed, by the appliance's clock
 * @param changedBy who changed it: a user, or the package that proposed it
 */
public record StoredWorkOrder(WorkOrder order, String capability, Instant changed, String changedBy) {
}
