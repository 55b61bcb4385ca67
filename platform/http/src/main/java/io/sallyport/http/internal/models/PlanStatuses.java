package io.sallyport.http.internal.models;

import io.sallyport.trust.Refusal;
import java.util.Map;

/** Which status of HTTP a refusal of the planner becomes: not there, not possible as things are, or not now. */
final class PlanStatuses {
  private static final Map<String, Integer> BY_CODE = Map.of("SP-PLAN-0001", 404, "SP-PLAN-0008", 503, "SP-PLAN-0009", 404, "SP-PLAN-0046", 400);

  private PlanStatuses() {}

  static int of(Refusal refusal) {
    boolean asThingsAre = refusal.code().startsWith("SP-PLAN-") || refusal.code().startsWith("SP-APPLY-") || refusal.code().startsWith("SP-APPROVE-");
    return BY_CODE.getOrDefault(refusal.code(), asThingsAre ? 409 : 503);
  }
}
