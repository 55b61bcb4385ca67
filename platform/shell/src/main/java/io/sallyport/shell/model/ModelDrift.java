package io.sallyport.shell.model;

import io.sallyport.inference.Drift;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code model:drift}. */
@Service
@Command(scope = "model", name = "drift", description = "Shows how far a model's inputs and outputs have moved from the reference in its package: PSI, KS, mean, deviation")
public final class ModelDrift extends SallyportCommand {
  @Argument(name = "NAME", required = true, description = "Name of the model package")
  @Completion(ModelCompleter.class)
  private String name;

  @Reference
  private ModelCatalog catalog;

  @Override
  protected Reply run() {
    List<Drift> all = catalog.drift().stream().filter(one -> one.identity().name().equals(name)).toList();
    if (all.isEmpty()) {
      throw new RefusedException(new Refusal("SP-INFER-0012", "no loaded version of this model has a reference to compare with", name,
          "list the models with model:list; a reference comes in the model's package"));
    }
    return new Reply(all.stream().map(DriftForm::json).toList(), out -> all.forEach(one -> DriftForm.print(one, out)), true);
  }
}
