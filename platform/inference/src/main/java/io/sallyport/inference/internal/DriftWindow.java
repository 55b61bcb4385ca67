package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.inference.Drift;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The calls of one version, all of them or those for one asset, window by window. Drift begins with the first window in which a feature
 * passes a limit, and is over after {@value #CLEAR_WINDOWS} windows in a row in which none comes near one. Not thread-safe.
 */
final class DriftWindow {
  /** Windows below {@link #CLEAR} of every limit that end an episode. */
  static final int CLEAR_WINDOWS = 2;
  private static final double CLEAR = 0.8;

  private final int window;
  private final InstantSource clock;
  private final DriftLimits.OfFeatures limits;
  private final List<FeatureWatch> features;
  private int filled;
  private int clear;
  private Instant from;
  private Drift last;

  DriftWindow(ModelIdentity identity, Optional<String> asset, ReferenceDocument reference, InstantSource clock, DriftLimits limits) {
    this.window = reference.window();
    this.clock = clock;
    this.limits = limits.of(identity.name(), asset);
    this.features = reference.features().stream().map(FeatureWatch::new).toList();
    this.last = new Drift(identity, asset, window, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /** @param values of the features, in their order, where {@code present} says so */
  void add(double[] values, boolean[] present) {
    if (filled++ == 0) {
      from = clock.instant();
    }
    for (int i = 0; i < values.length; i++) {
      if (present[i]) {
        features.get(i).add(values[i]);
      }
    }
    if (filled == window) {
      close();
    }
  }

  private void close() {
    List<Drift.Feature> figures = features.stream().map(feature -> feature.take(limits)).toList();
    Optional<Instant> drifting = last.drifting();
    if (figures.stream().anyMatch(Drift.Feature::over)) {
      clear = 0;
      drifting = drifting.or(() -> Optional.of(from));
    } else {
      clear = figures.stream().allMatch(feature -> feature.excess() <= CLEAR) ? clear + 1 : 0;
      drifting = clear >= CLEAR_WINDOWS ? Optional.empty() : drifting;
    }
    last = new Drift(last.identity(), last.asset(), window, 0, last.windows() + 1, 0, Optional.of(from), Optional.of(clock.instant()), drifting, figures);
    filled = 0;
  }

  /** As it is now. @param skipped calls that were not looked at */
  Drift drift(long skipped) {
    return new Drift(last.identity(), last.asset(), window, filled, last.windows(), skipped, last.from(), last.to(), last.drifting(), last.features());
  }
}
