package io.sallyport.trust.site;

import io.sallyport.trust.Digests;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What people are shown must be what they sign and what is applied: the plan against the signed part, package by package and with its traffic. */
public final class PlanMatch {
  private PlanMatch() {}

  /**
   * The generation in frozen bytes, still unsigned.
   *
   * @param plan the bytes of {@code plan.json}
   * @throws RefusedException SP-APPLY-0021 if it names another plan, or the plan names other packages or other traffic
   */
  public static Generation require(byte[] signed, byte[] plan) {
    return require(Generation.of(new Envelope(Json.parseObject(signed, "the candidate"), List.of())), Json.parseObject(plan, "the plan"), Digests.sha256(plan));
  }

  /** The same for a generation that is read already. */
  public static Generation require(Generation generation, JsonObject plan, String planSha256) {
    Set<String> shown = new HashSet<>();
    plan.objects("kept").forEach(pack -> shown.add(pack.string("digest")));
    plan.objects("changes").forEach(change -> change.optionalObject("to").ifPresent(to -> shown.add(to.string("digest"))));
    boolean same = generation.number() == plan.integer("generation") && generation.base() == plan.integer("base") && generation.planSha256().equals(planSha256)
        && shown.equals(new HashSet<>(generation.packages().values())) && TrafficEntry.of(plan).equals(generation.traffic());
    if (!same) {
      throw new RefusedException(new Refusal("SP-APPLY-0021", "plan and signed part do not belong together", "generation " + generation.number(),
          "find out who changed them; generation:abandon it and plan again"));
    }
    return generation;
  }
}
