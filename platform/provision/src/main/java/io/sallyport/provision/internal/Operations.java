package io.sallyport.provision.internal;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.provision.internal.apply.Records;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.RefusedException;
import java.util.function.Supplier;

/** How an operation on generations is run: alone, and with its refusal in the audit log. Thread-safe. */
final class Operations {
  private final Site site;
  private final AuditLog audit;
  private final Busy busy;
  private final Runnable settle;

  /** @param settle ends what an apply left half done, if the appliance has started */
  Operations(Site site, AuditLog audit, Busy busy, Runnable settle) {
    this.site = site;
    this.audit = audit;
    this.busy = busy;
    this.settle = settle;
  }

  /**
   * Runs one, alone.
   *
   * @param action as the audit log says it, such as {@code roll back}
   * @param doing as others are told who must wait, such as {@code rolling back}
   * @throws RefusedException SP-APPLY-0001 if another one is under way, or what the operation says
   */
  <T> T run(String action, String doing, Actor actor, Supplier<T> operation) {
    try {
      return busy.exclusively(doing, operation);
    } catch (RefusedException e) {
      int number = number();
      audit.append(Records.generation("generation.refused", action, number, actor, "generation-" + number).outcome(Outcome.REFUSED).code(e.refusal().code())
          .reason(e.refusal().what()).build());
      throw e;
    }
  }

  /** For the record alone: what is refused may be the very site that numbers are counted from. */
  private int number() {
    try {
      return site.repository().commissioned() ? site.highestUsed() : 0;
    } catch (RefusedException e) {
      return 0;
    }
  }

  /** @throws RefusedException SP-PLAN-0008 before the site has a root */
  void requireCommissioned() {
    if (!site.repository().commissioned()) {
      throw refuse("SP-PLAN-0008", "the site has no root yet", site.directory().toString(), "stop the appliance and run: sallyport commission");
    }
  }

  /**
   * For who runs alone. An apply that could not even record that it was taken back, for want of disk space, is settled now.
   *
   * @throws RefusedException SP-APPLY-0019 while an interrupted apply is not settled
   */
  void requireSettled() {
    if (site.journal().unfinished().isPresent()) {
      settle.run();
    }
    site.journal().unfinished().ifPresent(entry -> {
      throw refuse("SP-APPLY-0019", "the apply of generation " + entry.generation() + " was interrupted in step " + entry.step(), "the journal",
          "wait for the reconciliation, or restart the appliance");
    });
  }
}
