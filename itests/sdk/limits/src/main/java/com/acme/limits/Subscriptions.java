package com.acme.limits;

import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The subscriptions that a set of rules needs: one for each asset, or one for all. Not thread-safe. */
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
  void follow(List<Rule> rules) {
    Set<Wish> wanted = wishes(rules);
    open.entrySet().removeIf(entry -> {
      boolean stays = wanted.contains(entry.getKey());
      if (!stays) {
        entry.getValue().close();
      }
      return !stays;
    });
    wanted.forEach(wish -> open.computeIfAbsent(wish, w -> source.subscribe(w.asset(), w.signals(), consumer)));
  }

  /** Returns when nothing is delivered any more. */
  @Override
  public void close() {
    follow(List.of());
  }

  private static Set<Wish> wishes(List<Rule> rules) {
    boolean everyAsset = rules.stream().anyMatch(rule -> rule.asset().equals(Rule.ANY));
    Map<String, Set<String>> byAsset = new HashMap<>();
    Set<String> whole = new HashSet<>();
    for (Rule rule : rules) {
      String asset = everyAsset ? SignalSource.ANY : rule.asset();
      byAsset.computeIfAbsent(asset, a -> new HashSet<>()).addAll(rule.signals());
      if (rule.signals().isEmpty()) {
        whole.add(asset);
      }
    }
    Set<Wish> wishes = new HashSet<>();
    byAsset.forEach((asset, signals) -> wishes.add(new Wish(asset, whole.contains(asset) ? Set.of() : Set.copyOf(signals))));
    return wishes;
  }
}
