package io.sallyport.identity.internal;

import io.sallyport.trust.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What has ended the sessions of people since the appliance started; sessions do not outlive it. Thread-safe. */
final class Epochs {
  private record Epoch(long number, Refusal why) {}

  private final Map<String, Epoch> epochs = new ConcurrentHashMap<>();

  long of(String id) {
    Epoch epoch = epochs.get(id);
    return epoch == null ? 0 : epoch.number();
  }

  /** Ends what was begun until now. */
  void end(String id, Refusal why) {
    epochs.compute(id, (key, before) -> new Epoch(before == null ? 1 : before.number() + 1, why));
  }

  Optional<Refusal> over(String id, long number) {
    Epoch epoch = epochs.get(id);
    return epoch == null || epoch.number() == number ? Optional.empty() : Optional.of(epoch.why());
  }
}
