package io.sallyport.models.training;

/** How far the exported model's answers are from the trained one's: the largest difference found, relative to max(1, |value|). Not thread-safe. */
public final class Difference {
  private double worst;

  public void add(float[] expected, float[] seen) {
    for (int i = 0; i < expected.length; i++) {
      add(expected[i], seen[i]);
    }
  }

  public void add(double expected, double seen) {
    double difference = Math.abs(expected - seen) / Math.max(1, Math.abs(expected));
    worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
  }

  /** @throws IllegalStateException if it exceeds the tolerance */
  public double within(double tolerance) {
    if (worst > tolerance) {
      throw new IllegalStateException("the exported model differs from the trained one by " + worst);
    }
    return worst;
  }
}
