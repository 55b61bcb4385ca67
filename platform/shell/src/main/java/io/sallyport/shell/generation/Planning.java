package io.sallyport.shell.generation;

import io.sallyport.provision.Candidate;
import io.sallyport.provision.Generations;
import io.sallyport.provision.Plan;
import io.sallyport.provision.PlanDocuments;
import io.sallyport.provision.PlanRequest;
import io.sallyport.shell.Administration;
import io.sallyport.shell.Reply;
import org.apache.karaf.shell.api.action.lifecycle.Reference;

/** Plans and shows the plan. */
public abstract class Planning extends Administration {
  @Reference
  private Generations generations;

  protected final Reply plan(PlanRequest request) {
    Plan plan = generations.plan(request, actor());
    Candidate candidate = generations.candidate().orElseThrow();
    return new Reply(PlanDocuments.candidate(candidate), out -> {
      PlanForm.print(plan, out);
      PlanForm.print(candidate, out);
    }, true);
  }
}
