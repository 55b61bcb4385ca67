package io.sallyport.shell.workorder;

import io.sallyport.operations.StoredWorkOrder;
import io.sallyport.operations.WorkOrders;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code workorder:list}. */
@Service
@Command(scope = "workorder", name = "list", description = "Lists the work orders of the journal on this appliance, newest first")
public final class WorkOrderList extends SallyportCommand {
  private static final int LARGEST = 10_000;

  @Option(name = "--max", description = "Most work orders shown, 1 to 10000", valueToShowInHelp = "50")
  private int max = 50;

  @Reference
  private WorkOrders orders;

  @Override
  protected Reply run() {
    requireWithin("--max", max, 1, LARGEST);
    List<StoredWorkOrder> found = orders.list(max);
    Reply table = Reply.table(WorkOrderForm.COLUMNS, found.stream().map(WorkOrderForm::row).toList(), "no work orders");
    return new Reply(found.stream().map(WorkOrderForm::json).toList(), table.text(), true);
  }
}
