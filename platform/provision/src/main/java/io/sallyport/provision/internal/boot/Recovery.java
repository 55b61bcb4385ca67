package io.sallyport.provision.internal.boot;

import io.sallyport.audit.Actor;
import io.sallyport.audit.Outcome;
import io.sallyport.provision.internal.Refusals;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.apply.Records;
import io.sallyport.provision.internal.site.Journal;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.site.JournalFile;
import io.sallyport.trust.site.RunningPointer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * After a crash (ADR 0002): if the running pointer names the generation of the last, unfinished apply, it was committed and is finished;
 * else it is abandoned and what ran before runs on. Never anything in between.
 */
final class Recovery {
  private static final Actor PROVISION = new Actor.Part("provision");

  private final Parts parts;
  private boolean recorded;

  Recovery(Parts parts) {
    this.parts = parts;
  }

  /** @return what is wrong with the running pointer, if anything is; what it names runs all the same, for it is approved */
  Optional<Refusal> run() {
    Journal journal = parts.site().journal();
    var unfinished = journal.unfinished();
    if (unfinished.isPresent()) {
      JournalFile.Entry last = unfinished.get();
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
    return replayed(journal);
  }

  /** The appliance key vouches for every pointer it ever signed: that this is the last one, the journal knows. */
  private Optional<Refusal> replayed(Journal journal) {
    int running = parts.site().running().running();
    OptionalInt committed = JournalFile.committed(journal.entries());
    if (committed.isEmpty() || committed.getAsInt() == running) {
      return Optional.empty();
    }
    Refusal refusal = Refusals.refuse("SP-APPLY-0023", "the running pointer names generation " + running + ", the journal says that " + committed.getAsInt() + " was committed last",
        parts.site().directory().toString(), "find out who changed it; apply or plan the generation that is to run").refusal();
    if (!recorded) {
      parts.audit().append(Records.generation("generation.refused", "run", running, PROVISION, "generation-" + running).outcome(Outcome.REFUSED).code(refusal.code())
          .reason(refusal.what()).build());
      recorded = true;
    }
    return Optional.of(refusal);
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
