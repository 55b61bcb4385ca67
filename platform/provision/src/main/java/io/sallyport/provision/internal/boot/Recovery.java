package io.sallyport.provision.internal.boot;

import io.sallyport.audit.Actor;
import io.sallyport.audit.Outcome;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.apply.Records;
import io.sallyport.provision.internal.site.Journal;
import io.sallyport.trust.site.RunningPointer;
import java.util.List;

/**
 * After a crash (ADR 0002): if the running pointer names the generation of the last, unfinished apply, it was committed and is finished;
 * else it is abandoned and what ran before runs on. Never anything in between.
 */
final class Recovery {
  private static final Actor PROVISION = new Actor.Part("provision");

  private final Parts parts;

  Recovery(Parts parts) {
    this.parts = parts;
  }

  void run() {
    Journal journal = parts.site().journal();
    var unfinished = journal.unfinished();
    if (unfinished.isPresent()) {
      Journal.Entry last = unfinished.get();
      boolean committed = parts.site().running().running() == last.generation();
      String step = committed ? "finish" : "abandon";
      journal.write(last.generation(), last.base(), step, Journal.Phase.BEGIN);
      if (!committed) {
        parts.audit().append(Records.generation("generation.abandoned", "abandon", last.generation(), PROVISION, "generation-" + last.generation()).outcome(Outcome.FAILED)
            .code("SP-APPLY-0018").reason("the appliance stopped in step " + last.step()).build());
      }
      settle();
      journal.write(last.generation(), last.base(), step, Journal.Phase.END);
    } else {
      settle();
    }
  }

  /** Admitted is what runs, and nothing else. */
  private void settle() {
    RunningPointer pointer = parts.site().running();
    List<Integer> admitted = pointer.running() == 0 ? List.of() : List.of(pointer.running());
    if (!pointer.admitted().equals(admitted)) {
      parts.site().point(pointer.running(), pointer.previous(), admitted);
      parts.gate().reload();
    }
  }
}
