package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/** Whether a model fits the configuration. */
final class ModelCheck {
  private static final String NAME = "model-fits-configuration";

  private ModelCheck() {}

  /** A model that is not active yet passes: a generation may bring it together with this capability, and each window is checked anyway. */
  static CheckResult of(Optional<ModelDescription> model, Settings settings) {
    String expected = "input " + Scorer.INPUT + " FP32" + Scorer.shape(settings) + ", outputs " + Scorer.RECONSTRUCTION + " and " + Scorer.SCORE
        + ", parameters threshold and " + settings.signals().size() + " deviations";
    if (model.isEmpty()) {
      return new CheckResult(NAME, true, "no active version of " + settings.model() + " yet", expected);
    }
    ModelDescription found = model.get();
    boolean input = found.inputs().size() == 1 && found.inputs().get(0).name().equals(Scorer.INPUT)
        && found.inputs().get(0).type() == DataType.FP32 && found.inputs().get(0).shape().accepts(Scorer.shape(settings));
    List<String> outputs = found.outputs().stream().map(TensorSpec::name).toList();
    boolean fits = input && outputs.contains(Scorer.RECONSTRUCTION) && outputs.contains(Scorer.SCORE)
        && found.parameters().getOrDefault("threshold", List.of()).size() == 1
        && found.parameters().getOrDefault("deviation", List.of()).size() == settings.signals().size();
    String observed = found.identity() + ": inputs " + found.inputs() + ", outputs " + outputs + ", parameters " + found.parameters().keySet();
    return new CheckResult(NAME, fits, observed, expected);
  }
}
