package io.sallyport.shell.packages;

import io.sallyport.provision.Candidate;
import io.sallyport.provision.Generations;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;
import java.util.Optional;

/** The short ways are for candidates about one package: nobody signs or applies more than they named. */
final class OnlyPackage {
  private OnlyPackage() {}

  static void require(Generations generations, String wanted) {
    Optional<Candidate> open = generations.candidate();
    List<String> changed = open.map(candidate -> List.copyOf(candidate.plan().names())).orElse(List.of());
    if (open.isPresent() && !changed.equals(List.of(wanted.split("/")[0]))) {
      throw new RefusedException(new Refusal("SP-APPROVE-0008", "the open candidate is about " + changed, "generation " + open.get().plan().generation(),
          "use generation:approve and generation:apply"));
    }
  }
}
