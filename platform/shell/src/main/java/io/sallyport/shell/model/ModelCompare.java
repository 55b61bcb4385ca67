package io.sallyport.shell.model;

import io.sallyport.inference.Comparison;
import io.sallyport.inference.ComparisonDocument;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.inference.ShadowWithoutCalls;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code model:compare}. */
@Service
@Command(scope = "model", name = "compare", description = "Shows what a shadow answered beside the active version: differences, decisions that would change, latency")
public final class ModelCompare extends SallyportCommand {
  @Argument(name = "NAME", required = true, description = "Name of the model package")
  @Completion(ModelCompleter.class)
  private String name;

  @Reference
  private ModelCatalog catalog;

  @Override
  protected Reply run() {
    List<Comparison> all = catalog.comparisons().stream().filter(one -> one.active().name().equals(name)).toList();
    Optional<ShadowWithoutCalls> waiting = catalog.shadowWithoutCalls(name);
    if (all.isEmpty() && waiting.isEmpty()) {
      NotLoaded.refuse(catalog, name);
      throw new RefusedException(new Refusal("SP-INFER-0011", "no candidate of this model has been a shadow", name,
          "let a version be one with model:shadow, have that approved and applied"));
    }
    return new Reply(all.stream().map(ComparisonDocument::of).toList(), out -> {
      waiting.ifPresent(shadow -> out.println(CompareForm.line(shadow)));
      all.forEach(one -> CompareForm.print(one, out));
    }, true);
  }
}
