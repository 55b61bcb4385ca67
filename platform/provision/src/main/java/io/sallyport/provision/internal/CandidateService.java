package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.provision.Approval;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.Plan;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.internal.apply.Records;
import io.sallyport.provision.internal.plan.Approvals;
import io.sallyport.provision.internal.plan.PlanJson;
import io.sallyport.provision.internal.plan.Planning;
import io.sallyport.provision.internal.site.CandidateStore;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Digests;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.ExportedCandidate;
import io.sallyport.trust.site.PlanMatch;
import io.sallyport.trust.site.SignedApproval;
import java.util.List;
import java.util.Optional;

/** From a plan to an approved candidate, or to one given up. The caller runs each method alone. */
final class CandidateService {
  private static final Limits APPROVAL = Limits.bytes(1 << 16);
  private static final int MOST_NOTES = 20;
  private static final int LONGEST_NOTE = 300;

  private final Site site;
  private final AuditLog audit;
  private final Approvals approvals;
  private final History history;
  private final Planning planning;
  private final Operations operations;

  CandidateService(Site site, AuditLog audit, Approvals approvals, History history, Planning planning, Operations operations) {
    this.site = site;
    this.audit = audit;
    this.approvals = approvals;
    this.history = history;
    this.planning = planning;
    this.operations = operations;
  }

  Plan plan(PlanRequest request, Actor actor) {
    operations.requireCommissioned();
    operations.requireSettled();
    Optional<Candidate> open = history.open();
    if (open.isPresent() && !open.get().stale() && !open.get().approvals().isEmpty()) {
      throw refuse("SP-PLAN-0007", "generation " + open.get().plan().generation() + " is planned and has signatures", "generation:plan", "apply it, or generation:abandon it");
    }
    return freeze(request, actor, open);
  }

  private Plan freeze(PlanRequest request, Actor actor, Optional<Candidate> open) {
    Planning.Frozen frozen = planning.compute(request, actor, open);
    audit.append(Records.generation("generation.planned", "plan", frozen.number(), actor, "generation-" + frozen.number())
        .digest("plan", Digests.sha256(frozen.plan())).digest("candidate", Digests.sha256(frozen.signed())).after(traffic(frozen)).build());
    open.ifPresent(superseded -> giveUp(superseded, actor, "superseded by generation " + frozen.number()));
    site.candidates().freeze(frozen.number(), frozen.signed(), frozen.plan());
    return history.open().orElseThrow().plan();
  }

  /** What becomes of candidates, cut: a canary may have many assets. */
  private static JsonObject traffic(Planning.Frozen frozen) {
    List<String> words = PlanJson.read(frozen.plan(), "the plan").trafficChanges().stream().map(note -> note.words()).limit(MOST_NOTES)
        .map(line -> line.length() > LONGEST_NOTE ? line.substring(0, LONGEST_NOTE) + "…" : line).toList();
    return JsonObject.builder().put("generation", frozen.number()).put("traffic", words).build();
  }

  /** Plans in the appliance's own name, if nobody is planning something else and nothing is unsettled. */
  void propose(PlanRequest request, Actor provision) {
    if (site.journal().unfinished().isEmpty() && history.open().isEmpty()) {
      freeze(request, provision, Optional.empty());
    }
  }

  Candidate approve(int generation, String user, char[] password) {
    Candidate open = requireOpen(generation);
    byte[] signed = requireFresh(open, user);
    PlanMatch.require(signed, site.candidates().plan(generation).orElseThrow());
    return take(open, approvals.sign(user, password, generation, signed), "approve");
  }

  byte[] export() {
    int number = requireOpen().plan().generation();
    return ExportedCandidate.write(site.candidates().signed(number).orElseThrow(), site.candidates().plan(number).orElseThrow(), site.repository().root());
  }

  Candidate importApproval(byte[] bytes) {
    Candidate open = requireOpen();
    Approval approval = CandidateStore.approval(Json.parseObject(bytes, "the approval", APPROVAL));
    byte[] signed = requireFresh(open, approval.user());
    SignedApproval.fromJson(approval.json()).requireKinds(site.repository().root());
    if (approvals.valid(signed, List.of(approval)).isEmpty()) {
      throw refuse("SP-APPROVE-0009", "not a valid approval of this generation by an approver of this site", "generation " + open.plan().generation(),
          "export the candidate again and have it signed");
    }
    return take(open, approval, "approve elsewhere");
  }

  void abandon(Actor actor, String reason) {
    giveUp(requireOpen(), actor, reason);
  }

  Candidate requireOpen(int generation) {
    Candidate open = requireOpen();
    if (open.plan().generation() != generation) {
      throw refuse("SP-APPROVE-0005", "that generation is not the open candidate, " + open.plan().generation() + " is", "generation " + generation, "see generation:list");
    }
    return open;
  }

  /** @throws RefusedException SP-APPROVE-0004 or 0014 if what the candidate was planned on has changed since */
  void requireNotStale(Candidate open) {
    if (!open.stale()) {
      return;
    }
    if (site.running().running() == open.plan().base()) {
      throw refuse("SP-APPROVE-0014", "the site root has changed since it was planned", "generation " + open.plan().generation(), "generation:abandon it and plan again");
    }
    throw refuse("SP-APPROVE-0004", "another generation has been committed since it was planned on generation " + open.plan().base(), "generation " + open.plan().generation(),
        "generation:abandon it and plan again");
  }

  private Candidate requireOpen() {
    operations.requireCommissioned();
    return history.open().orElseThrow(() -> refuse("SP-APPROVE-0005", "no generation is planned", "this site", "plan one: generation:plan PACKAGE"));
  }

  /** The bytes to be signed, if that person may sign them. */
  private byte[] requireFresh(Candidate open, String user) {
    int number = open.plan().generation();
    requireNotStale(open);
    if (approvals.by(user, open.approvals()).isPresent()) {
      throw refuse("SP-APPROVE-0003", "the person has signed it already", "user " + user + ", generation " + number, "have it signed by somebody else: " + open.missing());
    }
    byte[] signed = site.candidates().signed(number).orElseThrow();
    approvals.requireNotImporter(user, signed);
    return signed;
  }

  private Candidate take(Candidate open, Approval approval, String action) {
    int number = open.plan().generation();
    audit.append(Records.generation("generation.approved", action, number, new Actor.Person(approval.user(), approval.role()), "generation-" + number)
        .digest("candidate", approval.json().object("record").string("signedSha256")).digest("key", approval.keyid()).build());
    site.candidates().approve(number, approval);
    return history.open().orElseThrow();
  }

  private void giveUp(Candidate open, Actor actor, String reason) {
    int number = open.plan().generation();
    audit.append(Records.generation("generation.abandoned", "abandon", number, actor, "generation-" + number).reason(reason).build());
    history.burn(number, open.plan().base());
  }
}
