package io.sallyport.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts in fixed buckets, as Prometheus wants them.
 *
 * @param bounds upper bounds of the buckets, each included, ascending
 * @param counts per bucket, not cumulative; one more than the bounds, the last is of what lies beyond them
 * @param sum of all that was counted
 */
public record Histogram(List<Double> bounds, List<Long> counts, double sum) {
  public Histogram {
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
    if (counts.size() != bounds.size() + 1) {
      throw new IllegalArgumentException(bounds.size() + " bounds need one count more, got " + counts.size());
    }
  }

  public long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** 0 if nothing was counted. */
  public double mean() {
    return count() == 0 ? 0 : sum / count();
  }

  /** Counts up to and with each bound, then of all ({@code le="+Inf"}). */
  public List<Long> cumulative() {
    List<Long> all = new ArrayList<>();
    long total = 0;
    for (long count : counts) {
      total += count;
      all.add(total);
    }
    return List.copyOf(all);
  }

  /** The upper bound of the bucket in which the quantile lies; infinite beyond the last, 0 if nothing was counted. */
  public double quantile(double quantile) {
    long left = (long) Math.ceil(quantile * count());
    for (int i = 0; i < counts.size() && count() > 0; i++) {
      left -= counts.get(i);
      if (left <= 0) {
        return i == bounds.size() ? Double.POSITIVE_INFINITY : bounds.get(i);
      }
    }
    return 0;
  }
}
