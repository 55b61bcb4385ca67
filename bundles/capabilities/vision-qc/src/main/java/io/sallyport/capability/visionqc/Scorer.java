package io.sallyport.capability.visionqc;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Scores a region, tile by tile, with the site's active version of the model. Its contract: input {@code image}, FP32 1 × 1 × side × side, grey
 * values 0 … 255; outputs {@code heat}, FP32 1 × 1 × cells × cells, and {@code score}; parameter {@code threshold}. Thread-safe.
 */
final class Scorer {
  private final InferenceService inference;
  private final Settings settings;

  Scorer(InferenceService inference, Settings settings) {
    this.inference = inference;
    this.settings = settings;
  }

  /**
   * By one version of the model: if it is switched during the picture, all of it is scored anew, once.
   *
   * @param stopped asked before each call of the model
   * @throws BadPicture SP-VISION-0007 if the region is smaller than a tile
   * @throws Unavailable SP-VISION-0012, 0013, 0016
   */
  Score score(GreyImage region, String correlation, BooleanSupplier stopped) {
    return attempt(region, correlation, stopped).or(() -> attempt(region, correlation, stopped))
        .orElseThrow(() -> Unavailable.model("its version changed more than once during a picture", "send the picture again"));
  }

  /** Empty if another version answers than before. */
  private Optional<Score> attempt(GreyImage region, String correlation, BooleanSupplier stopped) {
    ModelDescription model = inference.describe(settings.model()).orElseThrow(() -> Unavailable.model("no active model has the name " + settings.model(),
        "have a generation with it approved and applied"));
    Optional<String> fault = ModelCheck.fault(model);
    if (fault.isPresent()) {
      throw Unavailable.unfit(fault.get());
    }
    int side = ModelCheck.side(model);
    if (region.width() < side || region.height() < side) {
      throw BadPicture.wrongSize(region.width(), region.height(), "at least " + side + " × " + side + " to " + model.identity());
    }
    Tensor image = Tensor.allocate(DataType.FP32, model.inputs().get(0).shape());
    int cells = ModelCheck.cells(model);
    HeatMap heat = new HeatMap(region.width(), region.height(), side / cells);
    double worst = Double.NEGATIVE_INFINITY;
    Optional<ModelIdentity> version = Optional.empty();
    double threshold = 0;
    for (int y : Tiles.over(region.height(), side)) {
      for (int x : Tiles.over(region.width(), side)) {
        if (stopped.getAsBoolean()) {
          throw Unavailable.stopped();
        }
        fill(image.floats(), region, x, y, side);
        InferenceResult result = ask(image, correlation);
        if (isOfAnother(model, version, result)) {
          return Optional.empty();
        }
        InferenceResult.Answer answer = answer(result);
        float[] values = floats(answer, ModelCheck.HEAT, cells * cells);
        heat.add(x, y, values, cells);
        worst = Math.max(worst, floats(answer, ModelCheck.SCORE, 1)[0]);
        version = Optional.of(answer.model());
        threshold = answer.parameters().getOrDefault(ModelCheck.THRESHOLD, List.of(Double.NaN)).get(0);
      }
    }
    if (!Double.isFinite(worst) || !(threshold > 0)) {
      throw Unavailable.unfit(version.orElse(model.identity()) + " scored " + worst + " with the threshold " + threshold);
    }
    return Optional.of(new Score(version.orElse(model.identity()), worst, threshold * settings.thresholdRatio(), heat));
  }

  /**
   * Whether the result is not of the version that the tiles before are of, or that was described. A canary is another than the one described,
   * and answers all calls about its assets.
   */
  private boolean isOfAnother(ModelDescription described, Optional<ModelIdentity> before, InferenceResult result) {
    if (before.isPresent() && result instanceof InferenceResult.Answer answer) {
      return !answer.model().equals(before.get());
    }
    boolean expected = result instanceof InferenceResult.Answer answer && answer.model().equals(described.identity());
    return !expected && !inference.describe(settings.model()).map(ModelDescription::identity).equals(Optional.of(described.identity()));
  }

  private InferenceResult ask(Tensor image, String correlation) {
    return inference.infer(new InferenceRequest(settings.model(), Map.of(ModelCheck.IMAGE, image), correlation).forAsset(settings.asset()));
  }

  private static InferenceResult.Answer answer(InferenceResult result) {
    if (result instanceof InferenceResult.Refused refused) {
      throw Unavailable.model(refused.code() + ": " + refused.what(), refused.next());
    }
    return (InferenceResult.Answer) result;
  }

  private static void fill(FloatBuffer target, GreyImage region, int left, int top, int side) {
    float[] line = new float[side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        line[x] = region.at(left + x, top + y);
      }
      target.put(line);
    }
  }

  private static float[] floats(InferenceResult.Answer answer, String name, int count) {
    Tensor tensor = answer.outputs().get(name);
    if (tensor == null || tensor.type() != DataType.FP32 || tensor.shape().elements() != count) {
      throw Unavailable.unfit(answer.model() + " has no output " + name + " of " + count + " values");
    }
    float[] values = new float[count];
    tensor.floats().get(values);
    return values;
  }
}
