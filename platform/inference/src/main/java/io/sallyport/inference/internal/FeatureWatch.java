package io.sallyport.inference.internal;

import io.sallyport.inference.Drift;
import java.util.Arrays;

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

  /** @param value one that is not finite counts in the last bin and in no mean */
  void add(double value) {
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

  /** The figures of what was added since the last time, which is forgotten. @param limits of the site, for the name of a feature */
  Drift.Feature take(DriftLimits.OfFeatures limits) {
    double seen = Arrays.stream(counts).sum();
    double psi = 0;
    double ks = 0;
    double below = 0;
    double belowReference = 0;
    for (int i = 0; i < counts.length; i++) {
      double share = (counts[i] + SMOOTHING) / (seen + SMOOTHING * counts.length);
      double expected = (reference[i] + SMOOTHING) / (total + SMOOTHING * counts.length);
      psi += seen == 0 ? 0 : (share - expected) * Math.log(share / expected);
      below += counts[i];
      belowReference += reference[i];
      ks = seen == 0 ? 0 : Math.max(ks, Math.abs(below / seen - belowReference / total));
    }
    double offset = finite == 0 ? 0 : sum / finite;
    double deviation = finite == 0 ? 0 : Math.sqrt(Math.max(0, squares / finite - offset * offset));
    Drift.Feature figures = new Drift.Feature(feature.name(), feature.tensor(), feature.input(), psi, limits.psi(feature.name()).orElse(feature.psiLimit()), ks,
        limits.ks(feature.name()).orElse(feature.ksLimit()), feature.mean(), feature.deviation(), feature.mean() + offset, deviation);
    Arrays.fill(counts, 0);
    finite = 0;
    sum = 0;
    squares = 0;
    return figures;
  }
}
