package io.sallyport.shell.workorder;

import io.sallyport.operations.WorkOrders;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code workorder:info NUMBER}. */
@Service
@Command(scope = "workorder", name = "info", description = "Shows a work order")
public final class WorkOrderInfo extends SallyportCommand {
  @Argument(name = "NUMBER", description = "Such as WO-000001", required = true)
  private String number;

  @Reference
  private WorkOrders orders;

  @Override
  protected Reply run() {
    return orders.find(number).map(WorkOrderForm::info).orElseThrow(() -> new RefusedException(
        new Refusal("SP-WORK-0005", "no such work order", "workorder/" + number, "see workorder:list")));
  }
}
