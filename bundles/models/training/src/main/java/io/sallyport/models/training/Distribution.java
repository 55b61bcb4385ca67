package io.sallyport.models.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How values are spread, as a feature of {@code reference.json} says it: bins that hold about a twentieth each, as far as the values allow. Immutable. */
public final class Distribution {
  private static final int BINS = 20;
  private static final double SMOOTHING = 0.5;

  private final float[] edges;
  private final long[] counts;
  private final double mean;
  private final double deviation;

  private Distribution(float[] edges, long[] counts, double mean, double deviation) {
    this.edges = edges;
    this.counts = counts;
    this.mean = mean;
    this.deviation = deviation;
  }

  /** @param values at least two different ones */
  public static Distribution of(float[] values) {
    float[] edges = edges(values);
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    return new Distribution(edges, counts(edges, values), mean, Math.sqrt(Math.max(0, squares / values.length - mean * mean)));
  }

  /** The members {@code edges counts mean deviation}. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    List<Object> numbers = new ArrayList<>(edges.length);
    for (float edge : edges) {
      numbers.add(edge == (long) edge ? (Object) (long) edge : Double.valueOf(Float.toString(edge)));
    }
    members.put("edges", numbers);
    members.put("counts", Arrays.stream(counts).boxed().toList());
    members.put("mean", (double) (float) mean);
    members.put("deviation", (double) (float) deviation);
    return members;
  }

  /** Population stability index of others against these, as the platform counts it. */
  public double psi(float[] others) {
    long[] seen = counts(edges, others);
    double total = Arrays.stream(counts).sum();
    double psi = 0;
    for (int i = 0; i < counts.length; i++) {
      double share = (seen[i] + SMOOTHING) / (others.length + SMOOTHING * counts.length);
      double expected = (counts[i] + SMOOTHING) / (total + SMOOTHING * counts.length);
      psi += (share - expected) * Math.log(share / expected);
    }
    return psi;
  }

  /** Largest distance of the cumulative distributions at these edges. */
  public double ks(float[] others) {
    long[] seen = counts(edges, others);
    double total = Arrays.stream(counts).sum();
    double ks = 0;
    long below = 0;
    long belowHere = 0;
    for (int i = 0; i < counts.length; i++) {
      below += seen[i];
      belowHere += counts[i];
      ks = Math.max(ks, Math.abs((double) below / others.length - belowHere / total));
    }
    return ks;
  }

  private static long[] counts(float[] edges, float[] values) {
    long[] counts = new long[edges.length + 1];
    for (float value : values) {
      int place = Arrays.binarySearch(edges, value);
      counts[place >= 0 ? place : -place - 1]++;
    }
    return counts;
  }

  /** The quantiles that differ, without the largest value. */
  private static float[] edges(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    List<Float> edges = new ArrayList<>();
    for (int i = 1; i < BINS; i++) {
      float edge = sorted[(int) ((long) i * sorted.length / BINS)];
      if (edge < sorted[sorted.length - 1] && (edges.isEmpty() || edge > edges.get(edges.size() - 1))) {
        edges.add(edge);
      }
    }
    float[] distinct = new float[edges.size()];
    for (int i = 0; i < distinct.length; i++) {
      distinct[i] = edges.get(i);
    }
    return distinct;
  }
}
