package io.sallyport.shell.workorder;

import io.sallyport.api.workorder.WorkOrder;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code workorder:cancel NUMBER}. */
@Service
@Command(scope = "workorder", name = "cancel", description = "Cancels a work order that is not completed")
public final class WorkOrderCancel extends WorkOrderChange {
  public WorkOrderCancel() {
    super(WorkOrder.State.CANCELLED);
  }
}
