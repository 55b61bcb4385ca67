package io.sallyport.testkit;

import io.sallyport.api.insight.Severity;
import io.sallyport.api.workorder.WorkOrder;
import io.sallyport.api.workorder.WorkOrderProposal;
import io.sallyport.api.workorder.WorkOrderSink;
import io.sallyport.operations.internal.caller.Refused;
import io.sallyport.operations.internal.store.StoreRule;
import io.sallyport.operations.internal.store.WorkOrderPolicy;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The work orders that were proposed, by the appliance's rules: one per key, released at once from HIGH on. Thread-safe. */
public final class TestWorkOrders extends Breakable implements WorkOrderSink {
  private static final WorkOrderPolicy POLICY = new WorkOrderPolicy(Severity.HIGH);

  private record Kept(WorkOrder order, String capability) {}

  private final TestPackage own;
  private final Clock clock;
  private final Map<String, Kept> byKey = new LinkedHashMap<>();

  TestWorkOrders(TestPackage own, Clock clock) {
    super("SP-WORK-0001: the operations database failed – work orders – on purpose, by the test");
    this.own = own;
    this.clock = clock;
  }

  @Override
  public WorkOrder propose(WorkOrderProposal proposal) {
    return propose(proposal, own);
  }

  WorkOrderSink sink(TestPackage caller) {
    return proposal -> propose(proposal, caller);
  }

  /** All of them, oldest first. */
  public List<WorkOrder> all() {
    synchronized (byKey) {
      return byKey.values().stream().map(Kept::order).toList();
    }
  }

  /** The only one there is. @throws AssertionError if there is none, or more */
  public WorkOrder only() {
    List<WorkOrder> all = all();
    if (all.size() != 1) {
      throw new AssertionError("expected one work order, there are " + all.size() + ": " + all);
    }
    return all.get(0);
  }

  /** @throws AssertionError if there is any */
  public void none() {
    if (!all().isEmpty()) {
      throw new AssertionError("expected no work order, there are " + all());
    }
  }

  private WorkOrder propose(WorkOrderProposal proposal, TestPackage caller) {
    caller.works("proposed the work order '" + proposal.title() + "'");
    use();
    return Refused.asIllegalState(() -> {
      StoreRule.check(proposal);
      synchronized (byKey) {
        Kept kept = byKey.computeIfAbsent(proposal.key(), key -> new Kept(new WorkOrder(String.format(Locale.ROOT, "WO-%06d", byKey.size() + 1), "journal", proposal,
            POLICY.stateOf(proposal.priority()), clock.instant()), caller.name()));
        if (!kept.capability().equals(caller.name())) {
          throw new RefusedException(new Refusal("SP-WORK-0003", caller.name() + " used a key of " + kept.capability(),
              "workorder/" + kept.order().number(), "make the keys of " + caller.name() + " unique, from the insight's id"));
        }
        return kept.order();
      }
    });
  }
}
