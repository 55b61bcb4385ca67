package io.sallyport.shell.model;

import io.sallyport.inference.ModelCatalog;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** What is said of a model that is not in memory, whatever is asked of it. */
final class NotLoaded {
  private NotLoaded() {}

  /** @throws RefusedException SP-INFER-0007 */
  static void refuse(ModelCatalog catalog, String name) {
    if (catalog.models().stream().noneMatch(model -> model.identity().name().equals(name))) {
      throw of(name);
    }
  }

  static RefusedException of(String name) {
    return new RefusedException(new Refusal("SP-INFER-0007", "no loaded model has this name", name,
        "model:list shows those that have; one that package:list shows is loaded by a generation: generation:plan " + name));
  }
}
