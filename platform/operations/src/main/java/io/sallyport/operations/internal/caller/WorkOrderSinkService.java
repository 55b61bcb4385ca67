package io.sallyport.operations.internal.caller;

import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.api.workorder.WorkOrderSink;
import io.sallyport.operations.internal.store.WorkOrderJournal;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The work-order sink of one calling bundle: the local journal. Thread-safe. */
@Component(service = WorkOrderSink.class, scope = ServiceScope.BUNDLE, property = "sallyport.workorder.system=" + WorkOrderJournal.SYSTEM)
public final class WorkOrderSinkService implements WorkOrderSink {
  private final String caller;
  private final WorkOrderJournal journal;

  @Activate
  public WorkOrderSinkService(ComponentContext context, @Reference WorkOrderJournal journal) {
    this(CallingPackage.of(context.getUsingBundle()), journal);
  }

  WorkOrderSinkService(String caller, WorkOrderJournal journal) {
    this.caller = caller;
    this.journal = journal;
  }

  @Override
  public WorkOrder propose(WorkOrderProposal proposal) {
    return Refused.asIllegalState(() -> journal.propose(proposal, caller));
  }
}
