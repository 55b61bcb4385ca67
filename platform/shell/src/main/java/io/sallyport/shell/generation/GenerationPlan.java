package io.sallyport.shell.generation;

import io.sallyport.provision.PlanRequest;
import io.sallyport.shell.Reply;
import io.sallyport.shell.packages.PackageCompleter;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code generation:plan PACKAGE[/VERSION]… [--remove NAME]… [--drop-traffic] | --like NUMBER} {@code [--despite REASON]}. */
@Service
@Command(scope = "generation", name = "plan", description = "Plans the next generation: everything that runs now, with these packages added, exchanged or removed; or what an earlier one ran")
public final class GenerationPlan extends Planning {
  @Option(name = "--remove", description = "Name of a package to be taken out", multiValued = true)
  @Completion(PackageCompleter.class)
  private List<String> remove;

  @Option(name = "--like", description = "An earlier generation whose packages are to run again, exactly; alone")
  private Integer like;

  @Option(name = "--drop-traffic", description = "Without any candidate version; otherwise each stays as long as its active version stays")
  private boolean dropTraffic;

  @Option(name = "--despite", description = "Why a candidate is to answer although it is not healthy; it stands in the plan")
  private String despite;

  @Argument(name = "PACKAGE[/VERSION]", description = "The newest version if none is named", multiValued = true)
  @Completion(PackageCompleter.class)
  private List<String> packages;

  @Override
  protected Reply run() {
    if (like != null && (packages != null || remove != null || dropTraffic)) {
      throw new RefusedException(new Refusal("SP-SHELL-0002", "--like stands alone", "generation:plan", "plan that generation first, or name packages only"));
    }
    PlanRequest changes = new PlanRequest(packages == null ? List.of() : packages, remove == null ? List.of() : remove);
    PlanRequest wanted = like != null ? PlanRequest.like(like) : dropTraffic ? changes.withoutTraffic() : changes;
    return plan(despite == null ? wanted : wanted.despite(despite));
  }
}
