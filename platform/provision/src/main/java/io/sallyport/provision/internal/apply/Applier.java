package io.sallyport.provision.internal.apply;

import io.sallyport.audit.Actor;
import io.sallyport.provision.ApplyReport;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.StepListener;
import io.sallyport.provision.internal.framework.BundleRecorder;
import io.sallyport.provision.internal.plan.Approvals;
import io.sallyport.provision.internal.plan.CandidateRule;
import io.sallyport.provision.internal.plan.Rollbacks;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.Json;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.PlanMatch;
import io.sallyport.vault.VaultPackage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sets up applies and rollbacks for the engine. */
public final class Applier {
  private final Parts parts;
  private final Site site;
  private final Approvals approvals;
  private final ApplyEngine engine;

  public Applier(Parts parts, Approvals approvals) {
    this.parts = parts;
    this.site = parts.site();
    this.approvals = approvals;
    this.engine = new ApplyEngine(parts);
  }

  /** @param open must be approved and not stale */
  public ApplyReport apply(Candidate open, Actor actor, StepListener listener) {
    int number = open.plan().generation();
    String where = "generation " + number;
    Envelope envelope = approvals.envelope(site.candidates().signed(number).orElseThrow(), open.approvals(), where);
    site.repository().root().requireApproval(envelope, where);
    Generation generation = PlanMatch.require(Generation.of(envelope), open.plan().json(), open.plan().sha256());
    Roster after = site.roster(generation);
    CandidateRule.require(after);
    return engine.run(new Swap(new Swap.Request(number, generation.base(), site.roster(generation.base()), after, new HashSet<>(open.plan().blastRadius()),
        () -> site.metadata().add(number, "targets", envelope), actor, false)), listener);
  }

  /** The packages that a candidate brings in. */
  public List<VaultPackage> incoming(Candidate open) {
    List<VaultPackage> running = site.packages(open.plan().base());
    byte[] signed = site.candidates().signed(open.plan().generation()).orElseThrow();
    return site.packages(Generation.of(new Envelope(Json.parseObject(signed, "the candidate"), List.of()))).stream().filter(pack -> !running.contains(pack)).toList();
  }

  /** Goes back to the generation before the running one. */
  public ApplyReport rollback(Rollbacks.Signed signed, Actor actor, StepListener listener) {
    Roster before = site.roster(signed.from());
    Roster after = site.roster(signed.to());
    CandidateRule.require(after);
    return engine.run(new Swap(new Swap.Request(signed.to(), signed.from(), before, after, blastRadius(before, after), () -> {
      site.metadata().add(signed.version(), "rollback", signed.envelope());
      site.repository().rollback((int) signed.version());
    }, actor, true)), listener);
  }

  private Set<String> blastRadius(Roster before, Roster after) {
    Set<String> names = new TreeSet<>();
    List<VaultPackage> leaving = before.all().stream().filter(pack -> !after.holds(pack)).toList();
    parts.installer().dependents(leaving).forEach(bundle -> names.add(BundleRecorder.name(bundle)));
    return names;
  }
}
