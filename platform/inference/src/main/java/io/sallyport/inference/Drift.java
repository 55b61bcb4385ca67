package io.sallyport.inference;

import io.sallyport.api.inference.ModelIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far what a loaded version is given, and what it answers, has moved from the reference in its package, over the last full window of calls.
 *
 * @param asset whose calls it is of, or {@link #OTHERS}; empty for all calls
 * @param window calls in a window
 * @param filled calls in the window that is being filled
 * @param windows full windows so far; the features' figures are of the last one
 * @param skipped calls that were not looked at, because more than a thousand a second came
 * @param from when the last full window began, by the appliance's clock
 * @param to when it was full
 * @param drifting since when a limit is passed, without having cleared
 * @param features in the order of the reference; empty until the first window is full
 */
public record Drift(ModelIdentity identity, Optional<String> asset, int window, int filled, long windows, long skipped, Optional<Instant> from, Optional<Instant> to,
    Optional<Instant> drifting, List<Feature> features) {
  /** In the place of an asset: those beyond the number that statistics are kept of, counted together. */
  public static final String OTHERS = "*";

  public Drift {
    features = List.copyOf(features);
  }

  /**
   * One feature over one window.
   *
   * @param tensor the input or output that it is of
   * @param input whether that is an input
   * @param psi population stability index: 0 for the same distribution
   * @param ks largest distance of the two cumulative distributions at the reference's edges, 0 to 1
   * @param referenceMean mean of the reference, {@code referenceDeviation} its standard deviation
   * @param mean of the window, {@code deviation} its standard deviation
   */
  public record Feature(String name, String tensor, boolean input, double psi, double psiLimit, double ks, double ksLimit, double referenceMean,
      double referenceDeviation, double mean, double deviation) {
    /** Whether a limit is passed. */
    public boolean over() {
      return psi > psiLimit || ks > ksLimit;
    }

    /** How far the statistic that is furthest on its way to its limit has come: above 1 the limit is passed. */
    public double excess() {
      return Math.max(psi / psiLimit, ks / ksLimit);
    }
  }
}
