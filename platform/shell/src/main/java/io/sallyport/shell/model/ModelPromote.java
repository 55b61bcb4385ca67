package io.sallyport.shell.model;

import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.TrafficChange;
import io.sallyport.shell.Reply;
import io.sallyport.shell.generation.Planning;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code model:promote [--despite REASON] NAME}. */
@Service
@Command(scope = "model", name = "promote", description = "Plans a generation in which a model's candidate becomes the active version")
public final class ModelPromote extends Planning {
  @Option(name = "--despite", description = "Why the candidate is to answer although it is not healthy; it stands in the plan")
  private String despite;

  @Argument(name = "NAME", required = true, description = "Name of the model package")
  @Completion(ModelCompleter.class)
  private String name;

  @Override
  protected Reply run() {
    PlanRequest promotion = PlanRequest.of(new TrafficChange.Promote(name));
    return plan(despite == null ? promotion : promotion.despite(despite));
  }
}
