package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.api.tensor.Tensor;
import io.sallyport.inference.Drift;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Compares the calls of one version with its reference, all together and those for each asset by themselves. At most a thousand calls a second
 * are looked at, and none waits for another: who finds the watch busy goes on. Assets beyond the number that is kept are counted together,
 * but for those that the site has limits for. Thread-safe.
 */
final class DriftWatch {
  private static final long PERIOD = 1_000_000;

  private final ModelIdentity identity;
  private final ReferenceDocument reference;
  private final InstantSource clock;
  private final DriftLimits limits;
  private final List<FeatureValue> features;
  private final double[] values;
  private final boolean[] present;
  private final DriftWindow all;
  private final Map<String, DriftWindow> assets = new TreeMap<>();
  private Optional<DriftWindow> others = Optional.empty();
  private final ReentrantLock lock = new ReentrantLock();
  private final LongAdder skipped = new LongAdder();
  private volatile long next;
  private volatile boolean begun;

  DriftWatch(ModelIdentity identity, ReferenceDocument reference, InstantSource clock, DriftLimits limits) {
    this.identity = identity;
    this.reference = reference;
    this.clock = clock;
    this.limits = limits;
    this.features = reference.features().stream().map(FeatureValue::new).toList();
    this.values = new double[features.size()];
    this.present = new boolean[features.size()];
    this.all = new DriftWindow(identity, Optional.empty(), reference, clock, limits);
  }

  /** With the package's limits. */
  DriftWatch(ModelIdentity identity, ReferenceDocument reference, InstantSource clock) {
    this(identity, reference, clock, new DriftLimits(0));
  }

  /** One call. @param asset that it is for, if it names one @param now {@link System#nanoTime()} */
  void seen(Optional<String> asset, Map<String, Tensor> inputs, Map<String, Tensor> outputs, long now) {
    if (begun && now - next < 0 || !lock.tryLock()) {
      skipped.increment();
      return;
    }
    try {
      begun = true;
      next = now + PERIOD;
      for (int i = 0; i < values.length; i++) {
        present[i] = features.get(i).read(inputs, outputs, values, i);
      }
      all.add(values, present);
      if (asset.isPresent()) {
        of(asset.get()).add(values, present);
      }
    } finally {
      lock.unlock();
    }
  }

  private DriftWindow of(String asset) {
    DriftWindow known = assets.get(asset);
    if (known != null) {
      return known;
    }
    if (assets.size() < limits.assets() || limits.names(identity.name(), asset)) {
      DriftWindow first = new DriftWindow(identity, Optional.of(asset), reference, clock, limits);
      assets.put(asset, first);
      return first;
    }
    if (others.isEmpty()) {
      others = Optional.of(new DriftWindow(identity, Optional.of(Drift.OTHERS), reference, clock, limits));
    }
    return others.get();
  }

  /** Of all calls, as it is now. */
  Drift drift() {
    lock.lock();
    try {
      return all.drift(skipped.sum());
    } finally {
      lock.unlock();
    }
  }

  /** Of the calls for each asset, by its name; at last those for assets that are counted together. */
  List<Drift> byAsset() {
    lock.lock();
    try {
      List<Drift> each = new ArrayList<>();
      assets.values().forEach(window -> each.add(window.drift(0)));
      others.ifPresent(window -> each.add(window.drift(0)));
      return each;
    } finally {
      lock.unlock();
    }
  }

  /** Names of the features, in the order of the reference. */
  List<String> names() {
    return reference.features().stream().map(ReferenceDocument.Feature::name).toList();
  }
}
