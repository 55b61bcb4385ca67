package io.sallyport.inference.internal;

import io.sallyport.api.inference.ModelIdentity;
import io.sallyport.inference.Comparison;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Traffic;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What came of all shadows, each beside the active version that it was compared with; the oldest comparisons beyond {@value #MOST} are forgotten. Thread-safe. */
final class ShadowPairs {
  private static final int MOST = 32;

  private record Key(String active, String candidate) {}

  private final Map<Key, ShadowPair> pairs = new ConcurrentHashMap<>();
  private final InstantSource clock;

  ShadowPairs(InstantSource clock) {
    this.clock = clock;
  }

  ShadowPair of(ModelIdentity active, Traffic traffic) {
    Key key = new Key(active.digest(), traffic.candidate().digest());
    ShadowPair pair = pairs.get(key);
    return pair != null ? pair : pairs.computeIfAbsent(key, any -> new ShadowPair(active, traffic.candidate(), clock));
  }

  /** Goes on with what was kept. */
  void restore(List<ShadowPair> kept) {
    kept.forEach(pair -> pairs.putIfAbsent(new Key(pair.active().digest(), pair.candidate().digest()), pair));
  }

  List<ShadowPair> all() {
    return List.copyOf(pairs.values());
  }

  /** Those of a candidate, whatever version it was compared with. */
  Stream<ShadowPair> of(PackageVersion candidate) {
    return pairs.values().stream().filter(pair -> pair.candidate().digest().equals(candidate.digest()));
  }

  /** The latest first. */
  List<Comparison> comparisons() {
    return pairs.values().stream().map(ShadowPair::report).sorted(Comparator.comparing(Comparison::until).reversed()).toList();
  }

  void forgetOldest() {
    pairs.entrySet().stream().sorted(Comparator.comparing((Map.Entry<Key, ShadowPair> entry) -> entry.getValue().report().until()).reversed())
        .skip(MOST).map(Map.Entry::getKey).toList().forEach(pairs::remove);
  }
}
