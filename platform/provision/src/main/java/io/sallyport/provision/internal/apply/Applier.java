package io.sallyport.provision.internal.apply;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.provision.ApplyReport;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.StepListener;
import io.sallyport.provision.internal.framework.BundleRecorder;
import io.sallyport.provision.internal.plan.Approvals;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Envelope;
import io.sallyport.trust.site.Generation;
import io.sallyport.trust.site.PlanMatch;
import io.sallyport.trust.site.RunningPointer;
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
    return engine.run(new Swap(new Swap.Request(number, generation.base(), site.packages(generation.base()), site.packages(generation), new HashSet<>(open.plan().blastRadius()),
        () -> site.metadata().add(number, "targets", envelope), actor, false)), listener);
  }

  /** Goes back to the generation before the running one, which must be {@code to}. */
  public ApplyReport rollback(int to, String user, char[] password, StepListener listener) {
    RunningPointer pointer = site.running();
    int from = pointer.running();
    if (pointer.previous() == 0) {
      throw refuse("SP-APPLY-0017", "there is no generation to go back to", "generation " + from, "see generation:list; plan a new generation instead");
    }
    if (pointer.previous() != to) {
      throw refuse("SP-APPLY-0024", "on one signature one goes back to the generation before only, which is " + pointer.previous(), "generation " + to,
          "generation:plan --like " + to + ", which is approved like any other");
    }
    Generation target = site.repository().generation(to);
    long version = site.metadata().highest("rollback") + 1;
    Envelope envelope = approvals.signRollback(user, password, version, from, to, target.envelope().signed().object("targets"));
    String role = approvals.approver(user).getValue().role();
    List<VaultPackage> before = site.packages(from);
    List<VaultPackage> after = site.packages(target);
    return engine.run(new Swap(new Swap.Request(to, from, before, after, blastRadius(before, after), () -> {
      site.metadata().add(version, "rollback", envelope);
      site.repository().rollback((int) version);
    }, new Actor.Person(user, role), true)), listener);
  }

  private Set<String> blastRadius(List<VaultPackage> before, List<VaultPackage> after) {
    Set<String> names = new TreeSet<>();
    List<VaultPackage> leaving = before.stream().filter(pack -> !after.contains(pack)).toList();
    parts.installer().dependents(leaving).forEach(bundle -> names.add(BundleRecorder.name(bundle)));
    return names;
  }
}
