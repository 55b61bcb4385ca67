package io.sallyport.capability.loadforecasting;

import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.inference.ModelDescription;
import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.api.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contract of a forecasting model: inputs {@code history} FP32[1, n], oldest first, and {@code slot} FP32[1, 1], the newest value's place
 * in its day; outputs {@code forecast} FP32[1, m] and {@code bounds} FP32[1, levels, m]; parameters {@code period_s}, {@code levels} with 0.025,
 * 0.1, 0.9 and 0.975, and perhaps {@code mape_by_step}.
 */
final class ModelAnswer {
  static final String HISTORY = "history";
  static final String SLOT = "slot";
  static final String FORECAST = "forecast";
  static final String BOUNDS = "bounds";
  static final String PERIOD = "period_s";
  static final String LEVELS = "levels";
  static final String ERROR = "mape_by_step";
  private static final double[] WANTED = {0.025, 0.1, 0.9, 0.975};
  private static final double CLOSE = 1e-6;

  private ModelAnswer() {}

  /** How many values it wants, empty if it does not keep the contract. */
  static Optional<Integer> history(ModelDescription model, long periodSeconds) {
    Optional<TensorSpec> history = find(model.inputs(), HISTORY);
    Optional<TensorSpec> slot = find(model.inputs(), SLOT);
    boolean fits = model.inputs().size() == 2 && history.isPresent() && slot.isPresent() && floats(history.get(), 2) && floats(slot.get(), 2)
        && find(model.outputs(), FORECAST).filter(spec -> floats(spec, 2)).isPresent() && find(model.outputs(), BOUNDS).filter(spec -> floats(spec, 3)).isPresent()
        && model.parameters().getOrDefault(PERIOD, List.of()).equals(List.of((double) periodSeconds)) && levels(model.parameters()).isPresent();
    return fits ? Optional.of((int) history.get().shape().toArray()[1]).filter(size -> size > 0) : Optional.empty();
  }

  /** Empty if the answer is not what the contract says, or a value is not finite. */
  static Optional<Forecast> read(InferenceResult.Answer answer, long origin, String correlation, int filled) {
    Tensor forecast = answer.outputs().get(FORECAST);
    Tensor bounds = answer.outputs().get(BOUNDS);
    Optional<int[]> rows = levels(answer.parameters());
    if (forecast == null || bounds == null || rows.isEmpty() || forecast.type() != DataType.FP32 || bounds.type() != DataType.FP32) {
      return Optional.empty();
    }
    int steps = (int) forecast.shape().elements();
    if (steps < 1 || bounds.shape().elements() != (long) answer.parameters().get(LEVELS).size() * steps) {
      return Optional.empty();
    }
    float[] values = row(forecast.floats(), 0, steps);
    float[][] lines = new float[WANTED.length][];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = row(bounds.floats(), rows.get()[i], steps);
    }
    if (!finite(values) || !Arrays.stream(lines).allMatch(ModelAnswer::finite)) {
      return Optional.empty();
    }
    return Optional.of(new Forecast(origin, answer.model(), correlation, filled, values, lines[0], lines[1], lines[2], lines[3], cardError(answer.parameters(), steps)));
  }

  /** Row of each wanted level. */
  private static Optional<int[]> levels(Map<String, List<Double>> parameters) {
    List<Double> levels = parameters.getOrDefault(LEVELS, List.of());
    int[] rows = new int[WANTED.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = -1;
      for (int row = 0; row < levels.size(); row++) {
        rows[i] = Math.abs(levels.get(row) - WANTED[i]) < CLOSE ? row : rows[i];
      }
      if (rows[i] < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(rows);
  }

  private static double[] cardError(Map<String, List<Double>> parameters, int steps) {
    List<Double> given = parameters.getOrDefault(ERROR, List.of());
    double[] error = new double[steps];
    for (int i = 0; i < steps; i++) {
      error[i] = given.size() == steps ? given.get(i) : Double.NaN;
    }
    return error;
  }

  private static float[] row(FloatBuffer values, int row, int steps) {
    float[] line = new float[steps];
    values.get(row * steps, line);
    return line;
  }

  private static boolean finite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean floats(TensorSpec spec, int rank) {
    return spec.type() == DataType.FP32 && spec.shape().toArray().length == rank;
  }

  private static Optional<TensorSpec> find(List<TensorSpec> specs, String name) {
    return specs.stream().filter(spec -> spec.name().equals(name)).findFirst();
  }
}
