package io.sallyport.shell.model;

import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.TrafficChange;
import io.sallyport.shell.Reply;
import io.sallyport.shell.generation.Planning;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code model:withdraw NAME}. */
@Service
@Command(scope = "model", name = "withdraw", description = "Plans a generation without a model's candidate")
public final class ModelWithdraw extends Planning {
  @Argument(name = "NAME", required = true, description = "Name of the model package")
  @Completion(ModelCompleter.class)
  private String name;

  @Override
  protected Reply run() {
    return plan(PlanRequest.of(new TrafficChange.Withdraw(name)));
  }
}
