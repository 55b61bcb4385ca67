package io.sallyport.inference.internal;

import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.Drift;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/** Counts one feature over a window and compares it with the reference. Not thread-safe. */
final class FeatureWatch {
  /** Added to every bin of both sides, so that an empty one has a finite share. */
  private static final double SMOOTHING = 0.5;

  private final ReferenceDocument.Feature feature;
  private final double[] edges;
  private final double[] reference;
  private final double total;
  private final long[] counts;
  private long finite;
  private double sum;
  private double squares;

  FeatureWatch(ReferenceDocument.Feature feature) {
    this.feature = feature;
    this.edges = feature.edges().stream().mapToDouble(Double::doubleValue).toArray();
    this.reference = feature.counts().stream().mapToDouble(Long::doubleValue).toArray();
    this.total = feature.total();
    this.counts = new long[reference.length];
  }

  /** A value that is not finite counts in the last bin and in no mean; a tensor of another rank or shape than declared was refused before. */
  void add(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    Tensor tensor = (feature.input() ? inputs : outputs).get(feature.tensor());
    if (tensor == null || tensor.shape().elements() == 0) {
      return;
    }
    double value = feature.take() == ReferenceDocument.Take.LAST ? last(tensor) : mean(tensor);
    if (!Double.isFinite(value)) {
      counts[counts.length - 1]++;
      return;
    }
    int place = Arrays.binarySearch(edges, value);
    counts[place >= 0 ? place : -place - 1]++;
    finite++;
    sum += value - feature.mean();
    squares += (value - feature.mean()) * (value - feature.mean());
  }

  private double last(Tensor tensor) {
    int end = TensorValues.count(tensor) - 1;
    if (feature.axis().isPresent()) {
      long[] extents = tensor.shape().toArray();
      int axis = feature.axis().get();
      end -= (int) ((extents[axis] - 1 - feature.index()) * inner(extents, axis));
    }
    return TensorValues.at(tensor, tensor.data(), end);
  }

  private double mean(Tensor tensor) {
    ByteBuffer data = tensor.data();
    long[] extents = tensor.shape().toArray();
    int count = TensorValues.count(tensor);
    int inner = feature.axis().map(axis -> inner(extents, axis)).orElse(count);
    int extent = feature.axis().map(axis -> (int) extents[axis]).orElse(1);
    double all = 0;
    for (int begin = feature.index() * inner; begin < count; begin += inner * extent) {
      for (int i = 0; i < inner; i++) {
        all += TensorValues.at(tensor, data, begin + i);
      }
    }
    return all * extent / count;
  }

  private static int inner(long[] extents, int axis) {
    long inner = 1;
    for (int i = axis + 1; i < extents.length; i++) {
      inner *= extents[i];
    }
    return Math.toIntExact(inner);
  }

  /** The figures of what was added since the last time, which is forgotten. */
  Drift.Feature take() {
    double seen = Arrays.stream(counts).sum();
    double psi = 0;
    double ks = 0;
    double below = 0;
    double belowReference = 0;
    for (int i = 0; i < counts.length; i++) {
      double share = (counts[i] + SMOOTHING) / (seen + SMOOTHING * counts.length);
      double expected = (reference[i] + SMOOTHING) / (total + SMOOTHING * counts.length);
      psi += (share - expected) * Math.log(share / expected);
      below += counts[i];
      belowReference += reference[i];
      ks = seen == 0 ? 0 : Math.max(ks, Math.abs(below / seen - belowReference / total));
    }
    double offset = finite == 0 ? 0 : sum / finite;
    double deviation = finite == 0 ? 0 : Math.sqrt(Math.max(0, squares / finite - offset * offset));
    Drift.Feature figures = new Drift.Feature(feature.name(), feature.tensor(), feature.input(), psi, feature.psiLimit(), ks, feature.ksLimit(), feature.mean(),
        feature.deviation(), feature.mean() + offset, deviation);
    Arrays.fill(counts, 0);
    finite = 0;
    sum = 0;
    squares = 0;
    return figures;
  }
}
