package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The subscriptions that the rules need, one for each asset. Not thread-safe. */
final class Subscriptions implements AutoCloseable {
  private record Wish(String asset, Set<String> signals) {}

  private final SignalSource source;
  private final SignalConsumer consumer;
  private final Map<Wish, Subscription> open = new HashMap<>();

  Subscriptions(SignalSource source, SignalConsumer consumer) {
    this.source = source;
    this.consumer = consumer;
  }

  /** Subscribes to what the rules need and to nothing else; subscriptions that stay are not touched. */
  void follow(Collection<SignalRule> signals, Collection<AssetRule> assets) {
    Map<String, Set<String>> names = new HashMap<>();
    for (SignalRule rule : signals) {
      Set<String> own = names.computeIfAbsent(rule.asset(), asset -> new HashSet<>());
      own.add(rule.signal());
      if (!rule.deviationSignal().isBlank()) {
        own.add(rule.deviationSignal());
      }
    }
    assets.stream().filter(rule -> names.containsKey(rule.asset()) && !rule.suppressSignal().isBlank()).forEach(rule -> names.get(rule.asset()).add(rule.suppressSignal()));
    Set<Wish> wanted = new HashSet<>();
    names.forEach((asset, own) -> wanted.add(new Wish(asset, Set.copyOf(own))));
    open.entrySet().removeIf(entry -> {
      boolean stays = wanted.contains(entry.getKey());
      if (!stays) {
        entry.getValue().close();
      }
      return !stays;
    });
    wanted.forEach(wish -> open.computeIfAbsent(wish, one -> source.subscribe(one.asset(), one.signals(), consumer)));
  }

  /** Returns when nothing is delivered any more. */
  @Override
  public void close() {
    open.values().forEach(Subscription::close);
    open.clear();
  }
}
