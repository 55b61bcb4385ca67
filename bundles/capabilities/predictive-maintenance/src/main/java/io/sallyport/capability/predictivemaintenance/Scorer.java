package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores windows with the site's active version of the model. The model's contract: input {@code window}, raw values; outputs
 * {@code reconstruction}, raw values, and {@code score}; parameters {@code threshold}, {@code deviation}, {@code newest}. Not thread-safe.
 */
final class Scorer {
  static final String INPUT = "window";
  static final String RECONSTRUCTION = "reconstruction";
  static final String SCORE = "score";

  private final InferenceService inference;
  private final Settings settings;
  private final Tensor window;
  private final Map<String, Tensor> inputs;
  private final Counters counters;
  private volatile String problem = "";

  Scorer(InferenceService inference, Settings settings, Counters counters) {
    this.inference = inference;
    this.settings = settings;
    this.counters = counters;
    this.window = Tensor.allocate(DataType.FP32, shape(settings));
    this.inputs = Map.of(INPUT, window);
  }

  static Shape shape(Settings settings) {
    return Shape.of(1, settings.windowRows(), settings.signals().size());
  }

  /** Empty if the service refused, or the answer is not what the model's contract says; counted, and the reason kept. */
  Optional<Score> score(Window rows, String correlation) {
    rows.copyTo(window.floats());
    InferenceResult result = inference.infer(new InferenceRequest(settings.model(), inputs, correlation).forAsset(settings.asset()));
    Optional<Score> score = result instanceof InferenceResult.Answer answer ? read(answer, rows) : refused((InferenceResult.Refused) result);
    (score.isPresent() ? counters.scored : counters.refused).increment();
    return score;
  }

  /** Why the last window has no score, empty if it has one. */
  String problem() {
    return problem;
  }

  private Optional<Score> refused(InferenceResult.Refused refused) {
    problem = refused.code() + ": " + refused.what() + " – " + settings.model() + " – " + refused.next();
    return Optional.empty();
  }

  private Optional<Score> read(InferenceResult.Answer answer, Window rows) {
    Tensor score = answer.outputs().get(SCORE);
    Tensor reconstruction = answer.outputs().get(RECONSTRUCTION);
    List<Double> threshold = answer.parameters().getOrDefault("threshold", List.of());
    List<Double> deviation = answer.parameters().getOrDefault("deviation", List.of());
    boolean fits = isFloats(score, 1) && isFloats(reconstruction, window.shape().elements()) && threshold.size() == 1
        && threshold.get(0) > 0 && deviation.size() == settings.signals().size();
    if (!fits) {
      problem = answer.model() + " does not have the outputs and parameters of a model for this capability";
      return Optional.empty();
    }
    double value = score.floats().get(0);
    if (!Double.isFinite(value)) {
      problem = answer.model() + " scored " + value;
      return Optional.empty();
    }
    problem = "";
    Map<String, Double> contributions = Map.of();
    if (value > threshold.get(0)) {
      int newest = answer.parameters().getOrDefault("newest", List.of((double) settings.windowRows())).get(0).intValue();
      contributions = Contributions.of(settings.signals(), window.floats(), reconstruction.floats(), deviation, newest);
    }
    return Optional.of(new Score(answer.model(), value, threshold.get(0), instant(rows.from()), instant(rows.to()), contributions));
  }

  private static boolean isFloats(Tensor tensor, long elements) {
    return tensor != null && tensor.type() == DataType.FP32 && tensor.shape().elements() == elements;
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
