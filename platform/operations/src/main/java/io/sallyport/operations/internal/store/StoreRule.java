package io.sallyport.operations.internal.store;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.workorder.WorkOrderProposal;

/** What the database keeps: lengths, numbers, what must be present. */
public final class StoreRule {
  private StoreRule() {}

  /** @throws io.sallyport.trust.RefusedException SP-WORK-0002 if it cannot be kept */
  public static void check(Insight insight) {
    InsightTable.check(insight);
  }

  /** @throws io.sallyport.trust.RefusedException SP-WORK-0002 if it cannot be kept */
  public static void check(WorkOrderProposal proposal) {
    WorkOrderTable.check(proposal);
  }

  /** @throws io.sallyport.trust.RefusedException SP-WORK-0002 if it cannot be kept */
  public static void check(Alarm alarm) {
    AlarmTable.check(alarm);
  }
}
