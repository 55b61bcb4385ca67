package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.provision.ApplyReport;
import io.sallyport.provision.Candidate;
import io.sallyport.provision.StepListener;
import io.sallyport.provision.internal.apply.Applier;
import io.sallyport.provision.internal.apply.Records;
import io.sallyport.provision.internal.plan.Rollbacks;
import io.sallyport.trust.Digests;

/** Makes another generation what runs: forward to an approved candidate, back on one signature. The caller runs each method alone. */
final class ApplyService {
  private final AuditLog audit;
  private final CandidateService candidates;
  private final Rollbacks rollbacks;
  private final Applier applier;
  private final Room room;
  private final Operations operations;

  ApplyService(AuditLog audit, CandidateService candidates, Rollbacks rollbacks, Applier applier, Room room, Operations operations) {
    this.audit = audit;
    this.candidates = candidates;
    this.rollbacks = rollbacks;
    this.applier = applier;
    this.room = room;
    this.operations = operations;
  }

  ApplyReport apply(int generation, Actor actor, StepListener listener) {
    operations.requireSettled();
    Candidate open = candidates.requireOpen(generation);
    candidates.requireNotStale(open);
    if (!open.missing().isEmpty()) {
      throw refuse("SP-APPLY-0002", "the generation is not approved; missing: " + String.join(", ", open.missing()), "generation " + open.plan().generation(),
          "have it signed with generation:approve");
    }
    room.require(applier.incoming(open));
    return applier.apply(open, actor, listener);
  }

  ApplyReport rollback(int to, String user, char[] password, StepListener listener) {
    require();
    Rollbacks.Signed signed = rollbacks.sign(to, user, password);
    return applier.rollback(signed, new Actor.Person(user, signed.by().role()), listener);
  }

  byte[] exportRollback(int to) {
    require();
    return rollbacks.export(to);
  }

  /** The signer's name is in the log before anything is done in it. */
  ApplyReport importRollback(byte[] bytes, Actor actor, StepListener listener) {
    require();
    Rollbacks.Signed signed = rollbacks.judge(bytes);
    audit.append(Records.generation("generation.approved", "roll back elsewhere", signed.to(), new Actor.Person(signed.by().user(), signed.by().role()), "rollback-" + signed.from() + "-" + signed.to())
        .digest("rollback", Digests.sha256(signed.envelope().canonicalBytes())).digest("key", signed.envelope().signatures().get(0).keyid()).build());
    return applier.rollback(signed, actor, listener);
  }

  private void require() {
    operations.requireCommissioned();
    operations.requireSettled();
  }
}
