package io.sallyport.capability.loadforecasting;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.inference.ModelDescription;
import java.util.Optional;

/** Whether a model fits the configuration. */
final class ModelCheck {
  private static final String NAME = "model-fits-configuration";

  private ModelCheck() {}

  /** A model that is not active yet passes: a generation may bring it together with this capability, and each forecast is checked anyway. */
  static CheckResult of(Optional<ModelDescription> model, Settings settings) {
    String expected = "inputs history and slot, outputs forecast and bounds, parameters period_s " + settings.period().toSeconds()
        + " and levels 0.025, 0.1, 0.9, 0.975, a history of at most " + settings.historyDays() + " days";
    if (model.isEmpty()) {
      return CheckResult.passed(NAME, "no active version of " + settings.model() + " yet", expected);
    }
    ModelDescription found = model.get();
    boolean fits = ModelAnswer.history(found, settings.period().toSeconds()).filter(size -> size <= settings.historyDays() * settings.grid().perDay()).isPresent();
    return new CheckResult(NAME, fits, found.identity() + ": inputs " + found.inputs() + ", outputs " + found.outputs() + ", parameters " + found.parameters().keySet(), expected);
  }
}
