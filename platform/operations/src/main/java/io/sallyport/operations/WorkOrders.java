package io.sallyport.operations;

import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.audit.Actor;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The work-order journal on the appliance. A service of the platform; thread-safe. Every method refuses with SP-WORK-0001 when the
 * database fails.
 */
@ProviderType
public interface WorkOrders {
  /** The newest first. @param max most work orders returned, 1 to 10 000 */
  List<StoredWorkOrder> list(int max);

  /** @param number such as {@code WO-000001} */
  Optional<StoredWorkOrder> find(String number);

  /**
   * Changes the state; recorded in the audit log before it is visible. Allowed are {@code PROPOSED → RELEASED → COMPLETED} and, from the
   * first two, {@code CANCELLED}.
   *
   * @throws io.sallyport.trust.RefusedException SP-WORK-0005 no such work order, SP-WORK-0006 not a step from its state, SP-WORK-0007
   *     it could not be recorded
   */
  StoredWorkOrder change(String number, WorkOrder.State to, Actor by);
}
