package io.sallyport.shell.workorder;

import io.sallyport.api.workorder.WorkOrder;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code workorder:release NUMBER}. */
@Service
@Command(scope = "workorder", name = "release", description = "Releases a proposed work order for execution")
public final class WorkOrderRelease extends WorkOrderChange {
  public WorkOrderRelease() {
    super(WorkOrder.State.RELEASED);
  }
}
