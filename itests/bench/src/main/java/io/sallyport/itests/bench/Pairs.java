package io.sallyport.itests.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * By how much one thing takes longer than another: both are measured in turn, round after round, and the differences of a round's two
 * medians are looked at. What makes the machine slower for a while (other tenants, its clock) then falls on both, and out.
 *
 * @param median of the differences, in microseconds, as the quartiles
 */
record Pairs(double median, double lower, double upper) {
  /** In microseconds: what the one costs more than the other, in each round. */
  static Pairs of(double[] base, double[] other) {
    double[] differences = new double[base.length];
    Arrays.setAll(differences, round -> other[round] - base[round]);
    Arrays.sort(differences);
    return new Pairs(at(differences, 0.5), at(differences, 0.25), at(differences, 0.75));
  }

  /** Medians in microseconds of each, measured in turn. */
  static double[][] inTurn(int rounds, DoubleSupplier... measured) {
    double[][] medians = new double[measured.length][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < measured.length; i++) {
        medians[i][round] = measured[i].getAsDouble();
      }
    }
    return medians;
  }

  static double median(List<Double> values) {
    return at(values.stream().mapToDouble(Double::doubleValue).sorted().toArray(), 0.5);
  }

  private static double at(double[] sorted, double quantile) {
    double at = quantile * (sorted.length - 1);
    int below = (int) at;
    return sorted[below] + (at - below) * (sorted[Math.min(sorted.length - 1, below + 1)] - sorted[below]);
  }

  @Override
  public String toString() {
    return "%+.1f µs (middle half of the rounds: %+.1f to %+.1f)".formatted(median, lower, upper);
  }
}
