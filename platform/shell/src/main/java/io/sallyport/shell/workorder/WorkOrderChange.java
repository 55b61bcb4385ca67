package io.sallyport.shell.workorder;

import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.operations.WorkOrders;
import io.sallyport.shell.Reply;
import io.sallyport.shell.Administration;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.lifecycle.Reference;

/** Changes the state of a work order in the name of who is logged in. */
abstract class WorkOrderChange extends Administration {
  private final WorkOrder.State to;

  @Argument(name = "NUMBER", description = "Such as WO-000001", required = true)
  private String number;

  @Reference
  private WorkOrders orders;

  WorkOrderChange(WorkOrder.State to) {
    this.to = to;
  }

  @Override
  protected final Reply run() {
    return WorkOrderForm.info(orders.change(number, to, actor()));
  }
}
