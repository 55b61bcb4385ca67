package io.sallyport.shell.generation;

import io.sallyport.provision.Candidate;
import io.sallyport.provision.Generations;
import io.sallyport.provision.Plan;
import io.sallyport.provision.PlanDocuments;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Prompt;
import io.sallyport.shell.Reply;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Reference;

/** Signs the open candidate as who is logged in, with their password again. */
public abstract class Approving extends Administration {
  @Reference
  private Generations generations;

  protected final Generations generations() {
    return generations;
  }

  /** @param number if given, it must be the open candidate: nobody signs another one than they meant */
  protected final Reply approve(Optional<Integer> number, Optional<String> as, String meaning) {
    if (as.isPresent() && !as.get().equals(user())) {
      throw refuse("SP-APPROVE-0006", "nobody signs for another", "user " + as.get(), "log in as that person");
    }
    if (!meaning.equals("approve")) {
      throw refuse("SP-APPROVE-0007", "a signature on a generation means approve", meaning, "leave the option out; to reject it: generation:abandon");
    }
    Plan open = generations.candidate().map(Candidate::plan)
        .orElseThrow(() -> refuse("SP-APPROVE-0005", "no generation is planned", "this site", "plan one: generation:plan PACKAGE"));
    if (number.isPresent() && open.generation() != number.get()) {
      throw refuse("SP-APPROVE-0005", "that generation is not the open candidate, " + open.generation() + " is", "generation " + number.get(), "see generation:list");
    }
    if (!json()) {
      PlanForm.print(open, screen());
      progress("Your signature means: approve.");
    }
    char[] password = new Prompt(session()).password("Password of " + user() + ": ");
    try {
      Candidate signed = generations.approve(open.generation(), user(), password);
      return new Reply(PlanDocuments.candidate(signed), out -> PlanForm.print(signed, out), true);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static RefusedException refuse(String code, String what, String where, String next) {
    return new RefusedException(new Refusal(code, what, where, next));
  }
}
