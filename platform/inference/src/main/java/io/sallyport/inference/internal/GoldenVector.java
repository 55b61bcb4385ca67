package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.GoldenRun;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Inputs with the outputs that a model must give.
 *
 * @param what what it shows; may be empty
 */
public record GoldenVector(String what, Map<String, Tensor> inputs, Map<String, List<Double>> outputs) {
  /** The largest difference per output, relative to {@code max(1, |expected|)}; infinite where an output is missing, of another size or not finite. */
  public List<GoldenRun.Difference> compare(Map<String, Tensor> observed) {
    List<GoldenRun.Difference> differences = new ArrayList<>();
    outputs.forEach((name, expected) -> differences.add(compare(name, expected, observed.get(name))));
    return differences;
  }

  private static GoldenRun.Difference compare(String name, List<Double> expected, Tensor observed) {
    if (observed == null || observed.shape().elements() != expected.size()) {
      return new GoldenRun.Difference(name, Double.POSITIVE_INFINITY, 0, expected.get(0), Double.NaN);
    }
    ByteBuffer data = observed.data();
    GoldenRun.Difference worst = new GoldenRun.Difference(name, -1, 0, 0, 0);
    for (int i = 0; i < expected.size(); i++) {
      double wanted = expected.get(i);
      double seen = TensorValues.at(observed, data, i);
      double difference = Double.isFinite(seen) ? Math.abs(seen - wanted) / Math.max(1, Math.abs(wanted)) : Double.POSITIVE_INFINITY;
      if (difference > worst.difference()) {
        worst = new GoldenRun.Difference(name, difference, i, wanted, seen);
      }
    }
    return worst;
  }
}
