package io.sallyport.capability.visionqc;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.TensorSpec;
import java.util.List;
import java.util.Optional;

/** Whether a model is one that this capability can ask. */
final class ModelCheck {
  static final String IMAGE = "image";
  static final String HEAT = "heat";
  static final String SCORE = "score";
  static final String THRESHOLD = "threshold";
  private static final String EXPECTED = "input image FP32[1, 1, side, side], outputs heat FP32[1, 1, cells, cells] and score FP32[1, 1], parameter threshold";
  private static final int RANK = 4;

  private ModelCheck() {}

  /** A model that is not active yet passes: a generation may bring it together with this capability, and each answer is checked anyway. */
  static CheckResult of(Settings settings, Optional<ModelDescription> model) {
    String name = "model-of-" + settings.name();
    if (model.isEmpty()) {
      return CheckResult.passed(name, "no active version of " + settings.model() + " yet", EXPECTED);
    }
    return fault(model.get()).map(fault -> CheckResult.failed(name, fault, EXPECTED)).orElseGet(() -> CheckResult.passed(name, model.get().identity() + " fits", EXPECTED));
  }

  /** What is wrong with it, empty if it fits. */
  static Optional<String> fault(ModelDescription model) {
    boolean fits = model.inputs().size() == 1 && isSquare(model.inputs().get(0), IMAGE) && output(model, HEAT).filter(heat -> isSquare(heat, HEAT)).isPresent()
        && output(model, SCORE).filter(score -> score.type() == DataType.FP32 && !score.shape().isDynamic() && score.shape().elements() == 1).isPresent()
        && side(model) >= cells(model) && side(model) % cells(model) == 0 && model.parameters().getOrDefault(THRESHOLD, List.of()).size() == 1;
    return fits ? Optional.empty() : Optional.of(model.identity() + " has inputs " + model.inputs() + ", outputs " + model.outputs() + ", parameters " + model.parameters().keySet());
  }

  static int side(ModelDescription model) {
    return (int) model.inputs().get(0).shape().extent(RANK - 1);
  }

  static int cells(ModelDescription model) {
    return (int) output(model, HEAT).orElseThrow().shape().extent(RANK - 1);
  }

  private static Optional<TensorSpec> output(ModelDescription model, String name) {
    return model.outputs().stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  private static boolean isSquare(TensorSpec spec, String name) {
    return spec.name().equals(name) && spec.type() == DataType.FP32 && !spec.shape().isDynamic() && spec.shape().rank() == RANK && spec.shape().extent(0) == 1
        && spec.shape().extent(1) == 1 && spec.shape().extent(2) == spec.shape().extent(RANK - 1) && spec.shape().extent(2) <= Limits.LONGEST_SIDE;
  }
}
