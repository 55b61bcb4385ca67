package io.sallyport.provision.internal;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.identity.ESignature;
import io.sallyport.identity.User;
import io.sallyport.provision.ApplyReport;
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
import io.sallyport.provision.internal.boot.Reconciler;
import io.sallyport.provision.internal.boot.VaultCheck;
import io.sallyport.provision.internal.boot.VendorRecovery;
import io.sallyport.provision.internal.plan.Approvals;
import io.sallyport.provision.internal.plan.Persons;
import io.sallyport.provision.internal.plan.PlanJson;
import io.sallyport.provision.internal.plan.Planning;
import io.sallyport.provision.internal.plan.Rollbacks;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.TimeReading;
import io.sallyport.trust.site.SiteRoot;
import io.sallyport.vault.Imports;
import io.sallyport.vault.Packages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The operations on generations, each handed on to who does the work. */
public final class GenerationService implements Generations {
  private static final Actor PROVISION = new Actor.Part("provision");

  private final Site site;
  private final AuditLog audit;
  private final History history;
  private final CandidateService candidates;
  private final ApplyService applies;
  private final Reconciler reconciler;
  private final PackageStates states;
  private final Withdrawals withdrawals;
  private final VaultCheck check;
  private final VendorRecovery recovery;
  private final StrayWatch strays;
  private final Operations operations;
  private final Busy busy;

  public GenerationService(Parts parts, Packages packages, Imports imports, ESignature signatures, Supplier<List<User>> accounts,
      VaultCheck check, VendorRecovery recovery, Busy busy) {
    this.site = parts.site();
    this.audit = parts.audit();
    Approvals approvals = new Approvals(site, signatures);
    this.history = new History(site, approvals);
    this.reconciler = new Reconciler(parts, packages);
    this.operations = new Operations(site, audit, busy, reconciler::again);
    this.candidates = new CandidateService(site, audit, approvals, history, new Planning(parts, packages, imports, new Persons(site, accounts)), operations);
    this.applies = new ApplyService(audit, candidates, new Rollbacks(site, approvals), new Applier(parts, approvals), new Room(site.directory().getParent()), operations);
    this.states = new PackageStates(packages);
    this.withdrawals = new Withdrawals(site, packages, audit);
    this.check = check;
    this.recovery = recovery;
    this.strays = new StrayWatch(site, packages, audit);
    this.busy = busy;
  }

  @Override
  public Plan plan(PlanRequest request, Actor actor) {
    return operations.run("plan", "planning", actor, () -> candidates.plan(request, actor));
  }

  @Override
  public Optional<Candidate> candidate() {
    return site.repository().commissioned() ? history.open() : Optional.empty();
  }

  @Override
  public Candidate approve(int generation, String user, char[] password) {
    return operations.run("approve", "approving", new Actor.Person(user, "approver"), () -> candidates.approve(generation, user, password));
  }

  @Override
  public byte[] export() {
    return candidates.export();
  }

  @Override
  public Candidate importApproval(byte[] bytes) {
    return operations.run("import approval", "importing an approval", PROVISION, () -> candidates.importApproval(bytes));
  }

  @Override
  public ApplyReport apply(int generation, Actor actor, StepListener listener) {
    return operations.run("apply", "applying", actor, () -> applies.apply(generation, actor, listener));
  }

  @Override
  public ApplyReport rollback(int to, String user, char[] password, StepListener listener) {
    return operations.run("roll back", "rolling back", new Actor.Person(user, "approver"), () -> applies.rollback(to, user, password, listener));
  }

  @Override
  public byte[] exportRollback(int to) {
    return operations.run("export rollback", "exporting a rollback", PROVISION, () -> applies.exportRollback(to));
  }

  @Override
  public ApplyReport importRollback(byte[] signed, Actor actor, StepListener listener) {
    return operations.run("roll back", "rolling back", actor, () -> applies.importRollback(signed, actor, listener));
  }

  @Override
  public void abandon(Actor actor, String reason) {
    operations.run("abandon", "abandoning", actor, () -> {
      candidates.abandon(actor, reason);
      return null;
    });
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
    return new ApprovalRule(root.approval().threshold(), root.separation(), root.people());
  }

  @Override
  public List<GenerationInfo> history() {
    return history.all();
  }

  @Override
  public List<Refusal> strays() {
    return strays.look();
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
    alarms.addAll(recovery.alarms());
    alarms.addAll(check.alarms());
    strays.look().forEach(stray -> alarms.add(stray.message()));
    audit.discontinuity().ifPresent(refusal -> alarms.add(refusal.message()));
    new TimeReading(site.clock().instant(), audit.floor()).refusal().ifPresent(refusal -> alarms.add(refusal.message()));
    return alarms;
  }

  /**
   * Looks whether the vendor still vouches for what runs, and records what was withdrawn. Never stops it. Waits for its turn.
   *
   * @param propose whether a generation without it is planned, if nobody is planning something else
   */
  public void lookForWithdrawals(boolean propose) {
    busy.afterwards("looking for withdrawn packages", () -> withdrawals.record().filter(request -> propose).ifPresent(request -> candidates.propose(request, PROVISION)));
  }

  /** Brings the framework in line with the running generation; at boot and whenever a feature was installed by hand. Waits for its turn. */
  public void reconcile() {
    busy.afterwards("reconciling", reconciler::run);
    recovery.run();
    strays.look();
  }

  /** Whether nothing is under way. */
  boolean idle() {
    return busy.activity().isEmpty();
  }

  /** @throws io.sallyport.trust.RefusedException SP-APPLY-0019 while an interrupted apply is not settled */
  void requireSettled() {
    operations.requireSettled();
  }

  public Reconciler reconciler() {
    return reconciler;
  }
}
