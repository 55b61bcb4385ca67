package io.sallyport.shell.workorder;

import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.operations.StoredWorkOrder;
import io.sallyport.shell.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a work order is printed. */
final class WorkOrderForm {
  static final List<String> COLUMNS = List.of("Number", "State", "Priority", "Asset", "Title", "Created", "Insight");

  private WorkOrderForm() {}

  static List<Object> row(StoredWorkOrder stored) {
    WorkOrder order = stored.order();
    WorkOrderProposal proposal = order.proposal();
    return List.of(order.number(), order.state(), proposal.priority(), proposal.asset(), proposal.title(), order.created(), proposal.insight());
  }

  static Reply info(StoredWorkOrder stored) {
    WorkOrder order = stored.order();
    WorkOrderProposal proposal = order.proposal();
    return Reply.of(json(stored),
        order.number() + "  " + order.state() + "  " + proposal.priority() + "  " + proposal.title(),
        "system      " + order.system(),
        "asset       " + proposal.asset(),
        "created     " + order.created() + " by " + stored.capability(),
        "changed     " + stored.changed() + " by " + stored.changedBy(),
        "insight     " + proposal.insight(),
        proposal.description());
  }

  static Map<String, Object> json(StoredWorkOrder stored) {
    WorkOrder order = stored.order();
    WorkOrderProposal proposal = order.proposal();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", order.number());
    json.put("system", order.system());
    json.put("state", order.state().name());
    json.put("priority", proposal.priority().name());
    json.put("asset", proposal.asset());
    json.put("title", proposal.title());
    json.put("description", proposal.description());
    json.put("insight", proposal.insight().toString());
    json.put("key", proposal.key());
    json.put("capability", stored.capability());
    json.put("created", order.created().toString());
    json.put("changed", stored.changed().toString());
    json.put("changed_by", stored.changedBy());
    return json;
  }
}
