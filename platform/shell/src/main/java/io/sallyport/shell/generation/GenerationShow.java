package io.sallyport.shell.generation;

import io.sallyport.provision.Candidate;
import io.sallyport.provision.Generations;
import io.sallyport.provision.Plan;
import io.sallyport.provision.PlanDocuments;
import io.sallyport.provision.ProvisionStatus;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:show [NUMBER]}. */
@Service
@Command(scope = "generation", name = "show", description = "Shows what runs and the open candidate, or the plan of one generation")
public final class GenerationShow extends SallyportCommand {
  @Argument(name = "NUMBER", description = "A generation; without it, what runs now")
  private Integer number;

  @Reference
  private Generations generations;

  @Override
  protected Reply run() {
    return number == null ? now() : one(number);
  }

  private Reply one(int wanted) {
    Optional<Candidate> open = generations.candidate().filter(candidate -> candidate.plan().generation() == wanted);
    Plan plan = generations.plan(wanted)
        .orElseThrow(() -> new RefusedException(new Refusal("SP-PLAN-0009", "no such generation", "generation " + wanted, "generation:list shows them")));
    return new Reply(open.map(PlanDocuments::candidate).orElseGet(() -> PlanDocuments.plan(plan)), out -> {
      PlanForm.print(plan, out);
      open.ifPresent(candidate -> PlanForm.print(candidate, out));
    }, true);
  }

  private Reply now() {
    ProvisionStatus status = generations.status();
    Optional<Candidate> open = generations.candidate();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("running", status.running());
    json.put("previous", status.previous());
    json.put("ready", status.ready());
    json.put("packages", status.packages().stream().map(StatusForm::json).toList());
    json.put("problems", status.problems());
    json.put("alarms", status.alarms());
    open.ifPresent(candidate -> json.put("candidate", PlanDocuments.candidate(candidate)));
    return new Reply(json, out -> {
      out.println(status.running() == 0 ? "No generation runs yet" : "Generation " + status.running() + " runs" + (status.previous() == 0 ? "" : ", before it " + status.previous()));
      Reply.table(StatusForm.COLUMNS, status.packages().stream().map(StatusForm::row).toList(), "No packages").text().accept(out);
      status.problems().forEach(problem -> out.println("! " + problem));
      status.alarms().forEach(alarm -> out.println("ALARM " + alarm));
      open.ifPresent(candidate -> {
        out.println();
        PlanForm.print(candidate.plan(), out);
        PlanForm.print(candidate, out);
      });
    }, true);
  }
}
