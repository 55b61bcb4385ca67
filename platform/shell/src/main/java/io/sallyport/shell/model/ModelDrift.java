package io.sallyport.shell.model;

import io.sallyport.inference.Drift;
import io.sallyport.inference.DriftDocument;
import io.sallyport.inference.DriftLimit;
import io.sallyport.inference.ModelCatalog;
import io.sallyport.shell.Reply;
import io.sallyport.shell.SallyportCommand;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** {@code model:drift}. */
@Service
@Command(scope = "model", name = "drift", description = "Shows how far a model's inputs and outputs have moved from the reference in its package: PSI, KS, mean, deviation; by asset too")
public final class ModelDrift extends SallyportCommand {
  @Argument(name = "NAME", required = true, description = "Name of the model package")
  @Completion(ModelCompleter.class)
  private String name;

  @Option(name = "--asset", description = "Of the calls for this asset, instead of all", valueToShowInHelp = "ASSET")
  private String asset;

  @Reference
  private ModelCatalog catalog;

  @Override
  protected Reply run() {
    List<Drift> all = catalog.drift().stream().filter(one -> one.identity().name().equals(name)).toList();
    if (all.isEmpty()) {
      NotLoaded.refuse(catalog, name);
      throw new RefusedException(new Refusal("SP-INFER-0012", "no loaded version of this model has a reference to compare with", name,
          "have its publisher put one into the package: packaging-a-model.md"));
    }
    List<Drift> byAsset = catalog.assetDrift(name);
    List<DriftLimit> limits = catalog.driftLimits(name);
    if (asset != null) {
      List<Drift> own = byAsset.stream().filter(one -> one.asset().orElseThrow().equals(asset)).toList();
      if (own.isEmpty()) {
        throw new RefusedException(new Refusal("SP-MODEL-0080", "no statistics are kept of calls for this asset", asset,
            "see the assets with model:drift " + name + "; raise assets of io.sallyport.inference.drift, or set limits for it"));
      }
      return new Reply(own.stream().map(DriftDocument::of).toList(), out -> own.forEach(one -> DriftForm.print(one, out)), true);
    }
    List<Map<String, Object>> json = all.stream().map(one -> DriftDocument.of(one, byAsset, limits)).toList();
    return new Reply(json, out -> {
      all.forEach(one -> DriftForm.print(one, out));
      DriftForm.printAssets(byAsset, out);
      DriftForm.printLimits(limits, out);
    }, true);
  }
}
