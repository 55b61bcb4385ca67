package io.sallyport.shell.model;

import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.TrafficChange;
import io.sallyport.shell.Reply;
import io.sallyport.shell.generation.Planning;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code model:shadow NAME VERSION}. */
@Service
@Command(scope = "model", name = "shadow", description = "Plans a generation in which another version of a model gets copies of the calls beside the active one")
public final class ModelShadow extends Planning {
  @Argument(index = 0, name = "NAME", required = true, description = "Name of the model package")
  @Completion(ModelCompleter.class)
  private String name;

  @Argument(index = 1, name = "VERSION", required = true, description = "The version to be compared")
  @Completion(ModelVersionCompleter.class)
  private String version;

  @Override
  protected Reply run() {
    return plan(PlanRequest.of(new TrafficChange.Shadow(name, version)));
  }
}
