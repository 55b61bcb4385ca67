package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.Drift;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Compares the calls of one version with its reference, window by window. At most a thousand calls a second are looked at, and none waits
 * for another: who finds the watch busy goes on. Drift begins with the first window in which a feature passes a limit, and is over after
 * {@value #CLEAR_WINDOWS} windows in a row in which none comes near one. Thread-safe.
 */
final class DriftWatch {
  /** Windows below {@link #CLEAR} of every limit that end an episode. */
  static final int CLEAR_WINDOWS = 2;
  private static final double CLEAR = 0.8;
  private static final long PERIOD = 1_000_000;

  private final ModelIdentity identity;
  private final InstantSource clock;
  private final int window;
  private final List<FeatureWatch> features;
  private final ReentrantLock lock = new ReentrantLock();
  private final LongAdder skipped = new LongAdder();
  private volatile long next;
  private volatile boolean begun;
  private int filled;
  private int clear;
  private Instant from;
  private Drift last;

  DriftWatch(ModelIdentity identity, ReferenceDocument reference, InstantSource clock) {
    this.identity = identity;
    this.clock = clock;
    this.window = reference.window();
    this.features = reference.features().stream().map(FeatureWatch::new).toList();
    this.last = new Drift(identity, window, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  /** One call. @param now {@link System#nanoTime()} */
  void seen(Map<String, Tensor> inputs, Map<String, Tensor> outputs, long now) {
    if (begun && now - next < 0 || !lock.tryLock()) {
      skipped.increment();
      return;
    }
    try {
      begun = true;
      next = now + PERIOD;
      if (filled++ == 0) {
        from = clock.instant();
      }
      features.forEach(feature -> feature.add(inputs, outputs));
      if (filled == window) {
        close();
      }
    } finally {
      lock.unlock();
    }
  }

  private void close() {
    List<Drift.Feature> figures = features.stream().map(FeatureWatch::take).toList();
    Instant now = clock.instant();
    Optional<Instant> drifting = last.drifting();
    if (figures.stream().anyMatch(Drift.Feature::over)) {
      clear = 0;
      drifting = drifting.or(() -> Optional.of(from));
    } else {
      clear = figures.stream().allMatch(feature -> feature.excess() <= CLEAR) ? clear + 1 : 0;
      drifting = clear >= CLEAR_WINDOWS ? Optional.empty() : drifting;
    }
    last = new Drift(identity, window, 0, last.windows() + 1, 0, Optional.of(from), Optional.of(now), drifting, figures);
    filled = 0;
  }

  /** As it is now. */
  Drift drift() {
    lock.lock();
    try {
      return new Drift(identity, window, filled, last.windows(), skipped.sum(), last.from(), last.to(), last.drifting(), last.features());
    } finally {
      lock.unlock();
    }
  }
}
