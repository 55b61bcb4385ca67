package io.sallyport.provision.internal.plan;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.Plan;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Digests;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.vault.Imports;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.tck.TckDemand;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** From a request to the bytes of a candidate, not yet frozen. */
public final class Planning {
  /** A candidate's number, the bytes that approvers sign, and the plan. */
  public record Frozen(int number, byte[] signed, byte[] plan) {}

  private final Site site;
  private final Packages packages;
  private final Imports imports;
  private final Desired desired;
  private final Planner planner;
  private final CandidateMetadata metadata;
  private final CandidateStanding standing;
  private final Persons persons;

  public Planning(Parts parts, Packages packages, Imports imports, Persons persons) {
    this.site = parts.site();
    this.packages = packages;
    this.imports = imports;
    this.desired = new Desired(packages);
    this.planner = new Planner(parts.vault(), packages, parts.installer(), site.clock());
    this.metadata = new CandidateMetadata(site);
    this.standing = new CandidateStanding(parts);
    this.persons = persons;
  }

  /**
   * @param replaced the plan that is open, if there is one: it is given up for this one
   * @throws RefusedException also SP-MEDIUM-0060 to 0064 if the site root demands TCK reports and one of those that come in does not do, SP-MODEL-0076 if a candidate is not
   *     healthy that is to answer more
   */
  public Frozen compute(PlanRequest request, Actor actor, Optional<Candidate> replaced) {
    PinnedMetadata vendor = packages.vendor().orElseThrow(() -> refuse("SP-PLAN-0001", "nothing has been imported yet", "the vault", "medium:import a medium first"));
    int base = site.running().running();
    Roster running = site.roster(base);
    Roster wanted = request.like().map(number -> desired.same(earlier(number), running, number)).orElseGet(() -> desired.compute(running, request));
    List<VaultPackage> coming = wanted.all().stream().filter(pack -> !running.holds(pack)).toList();
    site.repository().root().tck().map(TckDemand::new).ifPresent(demand -> coming.forEach(pack -> demand.require(packages.tck(pack), pack.toString())));
    List<Plan.TrafficNote> notes = standing.notes(running, wanted, request.despite());
    int number = site.highestUsed() + 1;
    Set<String> importers = importers(coming);
    String by = actor instanceof Actor.Person person ? person.user() : "the appliance";
    byte[] plan = planner.compute(number, base, running, wanted, notes, importers, persons.withSeveralAccounts(), by, replaced);
    return new Frozen(number, metadata.bytes(number, base, wanted, importers, persons.behind(importers), vendor, Digests.sha256(plan)), plan);
  }

  /** Who imported what comes in; none of them may approve it. */
  private Set<String> importers(List<VaultPackage> coming) {
    Set<String> people = new TreeSet<>();
    for (VaultPackage pack : coming) {
      people.addAll(imports.importers(pack).orElseThrow(() -> refuse("SP-PLAN-0018", "it is not known who imported the package", pack.toString(),
          "see medium.imported in the audit log; import a medium with a newer version of it")));
    }
    return people;
  }

  /** The packages of a generation that was approved once, as they are. */
  private Roster earlier(int number) {
    try {
      return site.roster(number);
    } catch (RefusedException e) {
      if (e.refusal().code().startsWith("SP-VAULT")) {
        throw refuse("SP-PLAN-0031", "what it ran is not all in the vault any more: " + e.refusal().where(), "generation " + number, "import the medium that carries it", e);
      }
      throw refuse("SP-PLAN-0030", "there is no such approved generation: " + e.refusal().what(), "generation " + number, "generation:list shows them", e);
    }
  }
}
