package io.sallyport.provision.internal.plan;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.provision.Plan;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.site.Generation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What people are shown must be what they sign and what is applied: the plan against the signed part, package by package. */
public final class PlanMatch {
  private PlanMatch() {}

  /**
   * The generation in frozen bytes, still unsigned.
   *
   * @throws io.sallyport.trust.RefusedException SP-APPLY-0021 if it names another plan, or the plan names other packages
   */
  public static Generation require(byte[] signed, Plan plan) {
    JsonObject json = Json.parseObject(signed, "generation " + plan.generation());
    return require(Generation.of(new Envelope(json, List.of())), plan);
  }

  /** The same for a generation with its signatures. */
  public static Generation require(Generation generation, Plan plan) {
    Set<String> shown = new HashSet<>();
    plan.kept().stream().map(PackageVersion::digest).forEach(shown::add);
    plan.changes().forEach(change -> change.to().map(PackageVersion::digest).ifPresent(shown::add));
    boolean same = generation.number() == plan.generation() && generation.base() == plan.base() && generation.planSha256().equals(plan.sha256())
        && shown.equals(new HashSet<>(generation.packages().values()));
    if (!same) {
      throw refuse("SP-APPLY-0021", "plan and signed part do not belong together", "generation " + plan.generation(),
          "find out who changed them; generation:abandon it and plan again");
    }
    return generation;
  }
}
