package io.sallyport.provision.internal.plan;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Digests;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import java.util.List;
import java.util.Map;

/** From a request to the bytes of a candidate, not yet frozen. */
public final class Planning {
  /** A candidate's number, the bytes that approvers sign, and the plan. */
  public record Frozen(int number, byte[] signed, byte[] plan) {}

  private final Site site;
  private final Packages packages;
  private final Desired desired;
  private final Planner planner;
  private final CandidateMetadata metadata;

  public Planning(Parts parts, Packages packages) {
    this.site = parts.site();
    this.packages = packages;
    this.desired = new Desired(packages);
    this.planner = new Planner(parts.vault(), packages, parts.installer(), site.clock());
    this.metadata = new CandidateMetadata(site);
  }

  public Frozen compute(PlanRequest request, Actor actor) {
    PinnedMetadata vendor = packages.vendor().orElseThrow(() -> refuse("SP-PLAN-0001", "nothing has been imported yet", "the vault", "medium:import a medium first"));
    int base = site.running().running();
    List<VaultPackage> running = site.packages(base);
    Map<String, VaultPackage> wanted = desired.compute(running, request);
    int number = site.highestUsed() + 1;
    byte[] plan = planner.compute(number, base, running, wanted, actor instanceof Actor.Person person ? person.user() : "the appliance");
    return new Frozen(number, metadata.bytes(number, base, wanted.values(), vendor, Digests.sha256(plan)), plan);
  }
}
