package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.identity.ESignature;
import io.sallyport.provision.ApplyReport;
import io.sallyport.provision.Approval;
import io.sallyport.provision.ApprovalRule;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.GenerationInfo;
import io.sallyport.provision.Generations;
import io.sallyport.provision.PackageState;
import io.sallyport.provision.Plan;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.ProvisionStatus;
import io.sallyport.provision.StepListener;
import io.sallyport.provision.internal.apply.Applier;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.apply.Records;
import io.sallyport.provision.internal.boot.Reconciler;
import io.sallyport.provision.internal.plan.Approvals;
import io.sallyport.provision.internal.plan.PlanJson;
import io.sallyport.provision.internal.plan.Planning;
import io.sallyport.provision.internal.site.CandidateStore;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.Limits;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TimeReading;
import io.sallyport.trust.site.ExportedCandidate;
import io.sallyport.trust.site.PlanMatch;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.vault.Imports;
import io.sallyport.vault.Packages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The operations on generations: checks, records and hands on to those who do the work. */
public final class GenerationService implements Generations {
  private static final Actor PROVISION = new Actor.Part("provision");
  private static final Limits APPROVAL = Limits.bytes(1 << 16);

  private final Site site;
  private final AuditLog audit;
  private final Approvals approvals;
  private final History history;
  private final Planning planning;
  private final Applier applier;
  private final Reconciler reconciler;
  private final PackageStates states;
  private final Withdrawals withdrawals;
  private final Busy busy;

  public GenerationService(Parts parts, Packages packages, Imports imports, ESignature signatures, Busy busy) {
    this.site = parts.site();
    this.audit = parts.audit();
    this.approvals = new Approvals(site, signatures);
    this.history = new History(site, approvals);
    this.planning = new Planning(parts, packages, imports);
    this.applier = new Applier(parts, approvals);
    this.reconciler = new Reconciler(parts, packages);
    this.states = new PackageStates(packages);
    this.withdrawals = new Withdrawals(site, packages, audit);
    this.busy = busy;
  }

  @Override
  public Plan plan(PlanRequest request, Actor actor) {
    return recorded("plan", actor, () -> busy.exclusively("planning", () -> {
      requireCommissioned();
      requireSettled();
      Optional<Candidate> open = history.open();
      if (open.isPresent() && !open.get().stale() && !open.get().approvals().isEmpty()) {
        throw refuse("SP-PLAN-0007", "generation " + open.get().plan().generation() + " is planned and has signatures", "generation:plan", "apply it, or generation:abandon it");
      }
      return freeze(request, actor, open);
    }));
  }

  private Plan freeze(PlanRequest request, Actor actor, Optional<Candidate> open) {
    Planning.Frozen frozen = planning.compute(request, actor);
    audit.append(Records.generation("generation.planned", "plan", frozen.number(), actor, "generation-" + frozen.number())
        .digest("plan", Digests.sha256(frozen.plan())).digest("candidate", Digests.sha256(frozen.signed())).build());
    open.ifPresent(superseded -> giveUp(superseded, actor, "superseded by generation " + frozen.number()));
    site.candidates().freeze(frozen.number(), frozen.signed(), frozen.plan());
    return history.open().orElseThrow().plan();
  }

  @Override
  public Optional<Candidate> candidate() {
    return site.repository().commissioned() ? history.open() : Optional.empty();
  }

  @Override
  public Candidate approve(int generation, String user, char[] password) {
    Actor person = new Actor.Person(user, "approver");
    return recorded("approve", person, () -> busy.exclusively("approving", () -> {
      Candidate open = requireOpen(generation);
      int number = open.plan().generation();
      if (open.stale()) {
        throw stale(open);
      }
      PlanMatch.require(site.candidates().signed(number).orElseThrow(), site.candidates().plan(number).orElseThrow());
      if (approvals.by(user, open.approvals()).isPresent()) {
        throw refuse("SP-APPROVE-0003", "the person has signed it already", "user " + user + ", generation " + number, "have it signed by somebody else: " + open.missing());
      }
      Approvals.requireNotImporter(user, site.candidates().signed(number).orElseThrow());
      Approval approval = approvals.sign(user, password, number, site.candidates().signed(number).orElseThrow());
      audit.append(Records.generation("generation.approved", "approve", number, new Actor.Person(user, approval.role()), "generation-" + number)
          .digest("candidate", approval.json().object("record").string("signedSha256")).digest("key", approval.keyid()).build());
      site.candidates().approve(number, approval);
      return history.open().orElseThrow();
    }));
  }

  @Override
  public byte[] export() {
    int number = requireOpen().plan().generation();
    return ExportedCandidate.write(site.candidates().signed(number).orElseThrow(), site.candidates().plan(number).orElseThrow(), site.repository().root());
  }

  @Override
  public Candidate importApproval(byte[] bytes) {
    return recorded("import approval", PROVISION, () -> busy.exclusively("importing an approval", () -> {
      Candidate open = requireOpen();
      int number = open.plan().generation();
      Approval approval = CandidateStore.approval(Json.parseObject(bytes, "the approval", APPROVAL));
      if (open.stale()) {
        throw stale(open);
      }
      if (approvals.by(approval.user(), open.approvals()).isPresent()) {
        throw refuse("SP-APPROVE-0003", "the person has signed it already", "user " + approval.user() + ", generation " + number, "have it signed by somebody else: " + open.missing());
      }
      Approvals.requireNotImporter(approval.user(), site.candidates().signed(number).orElseThrow());
      if (approvals.valid(site.candidates().signed(number).orElseThrow(), List.of(approval)).isEmpty()) {
        throw refuse("SP-APPROVE-0009", "not a valid approval of this generation by an approver of this site", "generation " + number, "export the candidate again and have it signed");
      }
      audit.append(Records.generation("generation.approved", "approve elsewhere", number, new Actor.Person(approval.user(), approval.role()), "generation-" + number)
          .digest("candidate", approval.json().object("record").string("signedSha256")).digest("key", approval.keyid()).build());
      site.candidates().approve(number, approval);
      return history.open().orElseThrow();
    }));
  }

  @Override
  public ApplyReport apply(int generation, Actor actor, StepListener listener) {
    return recorded("apply", actor, () -> busy.exclusively("applying", () -> {
      requireSettled();
      Candidate open = requireOpen(generation);
      if (open.stale()) {
        throw stale(open);
      }
      if (!open.missing().isEmpty()) {
        throw refuse("SP-APPLY-0002", "the generation is not approved; missing: " + String.join(", ", open.missing()), "generation " + open.plan().generation(),
            "have it signed with generation:approve");
      }
      return applier.apply(open, actor, listener);
    }));
  }

  @Override
  public ApplyReport rollback(int to, String user, char[] password, StepListener listener) {
    Actor person = new Actor.Person(user, "approver");
    return recorded("roll back", person, () -> busy.exclusively("rolling back", () -> {
      requireCommissioned();
      requireSettled();
      return applier.rollback(to, user, password, listener);
    }));
  }

  @Override
  public void abandon(Actor actor, String reason) {
    recorded("abandon", actor, () -> busy.exclusively("abandoning", () -> {
      giveUp(requireOpen(), actor, reason);
      return null;
    }));
  }

  @Override
  public Optional<Plan> plan(int generation) {
    return site.candidates().plan(generation).map(bytes -> PlanJson.read(bytes, "plan of generation " + generation));
  }

  @Override
  public List<PackageState> packages() {
    return states.all(status(), candidate());
  }

  @Override
  public ApprovalRule approvalRule() {
    SiteRoot root = site.repository().root();
    return new ApprovalRule(root.root().role("targets").threshold(), root.separation(), List.copyOf(root.approvers().values()));
  }

  @Override
  public List<GenerationInfo> history() {
    return history.all();
  }

  @Override
  public ProvisionStatus status() {
    return reconciler.status(ifTrusted(() -> candidate().map(open -> open.plan().generation()), Optional.empty()), ifTrusted(this::alarms, List.of()), busy.activity());
  }

  /** The status of a site that cannot be trusted still says so, instead of failing. */
  private static <T> T ifTrusted(Supplier<T> read, T otherwise) {
    try {
      return read.get();
    } catch (RefusedException e) {
      return otherwise; // told among the problems
    }
  }

  private List<String> alarms() {
    List<String> alarms = new ArrayList<>(withdrawals.alarms());
    new TimeReading(site.clock().instant(), audit.floor()).refusal().ifPresent(refusal -> alarms.add(refusal.message()));
    return alarms;
  }

  /**
   * Looks whether the vendor still vouches for what runs, and records what was withdrawn. Never stops it. Waits for its turn.
   *
   * @param propose whether a generation without it is planned, if nobody is planning something else
   */
  public void lookForWithdrawals(boolean propose) {
    busy.afterwards("looking for withdrawn packages", () -> withdrawals.record().ifPresent(request -> {
      if (propose && site.journal().unfinished().isEmpty() && history.open().isEmpty()) {
        freeze(request, PROVISION, Optional.empty());
      }
    }));
  }

  /** Brings the framework in line with the running generation; at boot and whenever a feature was installed by hand. Waits for its turn. */
  public void reconcile() {
    busy.afterwards("reconciling", reconciler::run);
  }

  /** Whether nothing is under way. */
  boolean idle() {
    return busy.activity().isEmpty();
  }

  public Reconciler reconciler() {
    return reconciler;
  }

  private void giveUp(Candidate open, Actor actor, String reason) {
    int number = open.plan().generation();
    audit.append(Records.generation("generation.abandoned", "abandon", number, actor, "generation-" + number).reason(reason).build());
    history.burn(number, open.plan().base());
  }

  private Candidate requireOpen() {
    requireCommissioned();
    return history.open().orElseThrow(() -> refuse("SP-APPROVE-0005", "no generation is planned", "this site", "plan one: generation:plan PACKAGE"));
  }

  private Candidate requireOpen(int generation) {
    Candidate open = requireOpen();
    if (open.plan().generation() != generation) {
      throw refuse("SP-APPROVE-0005", "that generation is not the open candidate, " + open.plan().generation() + " is", "generation " + generation, "see generation:list");
    }
    return open;
  }

  private void requireCommissioned() {
    if (!site.repository().commissioned()) {
      throw refuse("SP-PLAN-0008", "the site has no root yet", site.directory().toString(), "stop the appliance and run: sallyport commission");
    }
  }

  /** @throws RefusedException SP-APPLY-0019 while an interrupted apply is not settled */
  void requireSettled() {
    site.journal().unfinished().ifPresent(entry -> {
      throw refuse("SP-APPLY-0019", "the apply of generation " + entry.generation() + " was interrupted in step " + entry.step(), "the journal",
          "wait for the reconciliation, or restart the appliance");
    });
  }

  private RefusedException stale(Candidate open) {
    if (site.running().running() == open.plan().base()) {
      return refuse("SP-APPROVE-0014", "the site root has changed since it was planned", "generation " + open.plan().generation(), "generation:abandon it and plan again");
    }
    return refuse("SP-APPROVE-0004", "another generation has been committed since it was planned on generation " + open.plan().base(), "generation " + open.plan().generation(),
        "generation:abandon it and plan again");
  }

  private <T> T recorded(String action, Actor actor, Supplier<T> operation) {
    try {
      return operation.get();
    } catch (RefusedException e) {
      int number = site.repository().commissioned() ? site.highestUsed() : 0;
      audit.append(Records.generation("generation.refused", action, number, actor, "generation-" + number).outcome(Outcome.REFUSED).code(e.refusal().code())
          .reason(e.refusal().what()).build());
      throw e;
    }
  }
}
