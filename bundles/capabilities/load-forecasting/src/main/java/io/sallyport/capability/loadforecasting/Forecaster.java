package io.sallyport.capability.loadforecasting;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.tensor.Shape;
import io.sallyport.api.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Asks the site's active version of the model for a forecast. Used by one thread. */
final class Forecaster {
  private final InferenceService inference;
  private final Settings settings;
  private final CivilGrid grid;
  private final Counters counters;
  private String problem = "";

  Forecaster(InferenceService inference, Settings settings, Counters counters) {
    this.inference = inference;
    this.settings = settings;
    this.grid = settings.grid();
    this.counters = counters;
  }

  /** The forecast from that slot on; empty if it cannot be made, with the reason in {@link #problem()}. */
  Optional<Forecast> forecast(Intake intake, long origin) {
    Optional<ModelDescription> model = inference.describe(settings.model());
    if (model.isEmpty()) {
      return because("SP-FORECAST-0002: no active version of the model – " + settings.model() + " – plan a generation with it");
    }
    Optional<Integer> size = ModelAnswer.history(model.get(), settings.period().toSeconds());
    if (size.isEmpty() || size.get() > settings.historyDays() * grid.perDay()) {
      return because("SP-FORECAST-0002: the model does not fit period.min and history.days – " + model.get().identity() + " – correct the configuration or the model");
    }
    double[] window = intake.with(history -> history.window(origin, size.get()));
    Optional<GapFill.Filled> filled = new GapFill(grid.perDay(), settings.gapSlots(), settings.gapRatio()).fill(window);
    if (filled.isEmpty()) {
      return because("SP-FORECAST-0001: " + GapFill.missing(window) + " of the " + size.get() + " slots up to " + grid.end(origin) + " have no load, at most "
          + (int) (settings.gapRatio() * size.get()) + " may – " + settings.asset() + "/" + settings.signal() + " – wait, or have the source back-fill");
    }
    return ask(filled.get(), origin);
  }

  /** Why the last one could not be made, empty if it could. */
  String problem() {
    return problem;
  }

  private Optional<Forecast> ask(GapFill.Filled filled, long origin) {
    String correlation = UUID.randomUUID().toString();
    Map<String, Tensor> inputs = Map.of(ModelAnswer.HISTORY, Tensor.ofFloats(Shape.of(1, filled.values().length), filled.values()),
        ModelAnswer.SLOT, Tensor.ofFloats(Shape.of(1, 1), new float[] {grid.ofDay(origin)}));
    InferenceResult result = inference.infer(new InferenceRequest(settings.model(), inputs, correlation).forAsset(settings.asset()));
    if (result instanceof InferenceResult.Refused refused) {
      counters.refused.increment();
      return because(refused.code() + ": " + refused.what() + " – " + settings.model() + " – " + refused.next());
    }
    InferenceResult.Answer answer = (InferenceResult.Answer) result;
    Optional<Forecast> forecast = ModelAnswer.read(answer, origin, correlation, filled.filled());
    if (forecast.isEmpty()) {
      counters.refused.increment();
      return because("SP-FORECAST-0002: the answer is not that of a forecasting model, or not finite – " + answer.model() + " – go back to the former version");
    }
    problem = "";
    return forecast;
  }

  private Optional<Forecast> because(String why) {
    problem = why;
    return Optional.empty();
  }
}
