package io.sallyport.shell.workorder;

import io.sallyport.api.workorder.WorkOrder;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code workorder:complete NUMBER}. */
@Service
@Command(scope = "workorder", name = "complete", description = "Marks a released work order as completed")
public final class WorkOrderComplete extends WorkOrderChange {
  public WorkOrderComplete() {
    super(WorkOrder.State.COMPLETED);
  }
}
