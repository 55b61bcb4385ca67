package io.sallyport.inference.internal;

import io.sallyport.api.tensor.DataType;
import io.sallyport.api.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model's outputs span over its golden vectors, widened by as much to both sides. Outputs beyond it are a sign of drift: golden
 * vectors show faults too, so a faulty plant alone does not lead there. Immutable.
 */
final class OutputRange {
  /** Outputs with more values are judged by this many of them, evenly spread. */
  private static final int MOST_VALUES = 1_024;

  private record Span(double low, double high) {}

  private final Map<String, Span> spans = new HashMap<>();

  OutputRange(List<GoldenVector> vectors) {
    Map<String, double[]> seen = new HashMap<>();
    for (GoldenVector vector : vectors) {
      vector.outputs().forEach((name, values) -> {
        double[] span = seen.computeIfAbsent(name, key -> new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY});
        for (double value : values) {
          span[0] = Math.min(span[0], value);
          span[1] = Math.max(span[1], value);
        }
      });
    }
    seen.forEach((name, span) -> {
      double width = Math.max(span[1] - span[0], 1);
      spans.put(name, new Span(span[0] - width, span[1] + width));
    });
  }

  /** Whether all outputs lie in it; NaN does not. */
  boolean holds(Map<String, Tensor> outputs) {
    for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
      Span span = spans.get(output.getKey());
      if (span != null && !holds(span, output.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Span span, Tensor tensor) {
    ByteBuffer data = tensor.data();
    int count = TensorValues.count(tensor);
    int step = Math.max(1, count / MOST_VALUES);
    if (tensor.type() == DataType.FP32) {
      boolean in = true;
      for (int i = 0; i < count; i += step) {
        float value = data.getFloat(i * Float.BYTES);
        in &= value >= span.low && value <= span.high;
      }
      return in;
    }
    for (int i = 0; i < count; i += step) {
      double value = TensorValues.at(tensor, data, i);
      if (!(value >= span.low && value <= span.high)) {
        return false;
      }
    }
    return true;
  }
}
