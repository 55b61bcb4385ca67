package io.sallyport.operations.internal.signal;

import io.sallyport.api.signal.SignalBatch;
import io.sallyport.operations.ConsumerStatus;
import io.sallyport.operations.SignalStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Takes batches in, counts them, and passes each to the lanes that want it. Thread-safe. */
final class SignalFlow implements AutoCloseable {
  private final SignalRegistry registry;
  private final LongSupplier ticker;
  private final Map<Object, ConsumerLane> byKey = new LinkedHashMap<>();
  private volatile List<ConsumerLane> lanes = List.of();

  /** @param ticker monotonic time, in nanoseconds */
  SignalFlow(SignalRegistry registry, LongSupplier ticker) {
    this.registry = registry;
    this.ticker = ticker;
  }

  /** @throws io.sallyport.trust.RefusedException SP-SIGNAL-0001 if it is one signal too many */
  void accept(SignalBatch batch) {
    SignalStatistics statistics = registry.of(batch.signal());
    statistics.record(batch, ticker.getAsLong());
    for (ConsumerLane lane : lanes) {
      if (lane.wants(batch.signal())) {
        lane.offer(batch, statistics);
      }
    }
  }

  /** Adds a lane; one with the same key is closed. */
  void add(Object key, ConsumerLane lane) {
    ConsumerLane old;
    synchronized (byKey) {
      old = byKey.put(key, lane);
      lanes = List.copyOf(byKey.values());
    }
    if (old != null) {
      old.close();
    }
  }

  Optional<ConsumerLane> lane(Object key) {
    synchronized (byKey) {
      return Optional.ofNullable(byKey.get(key));
    }
  }

  void remove(Object key) {
    ConsumerLane old;
    synchronized (byKey) {
      old = byKey.remove(key);
      lanes = List.copyOf(byKey.values());
    }
    if (old != null) {
      old.close();
    }
  }

  List<SignalStatus> list() {
    return registry.list(ticker.getAsLong());
  }

  List<ConsumerStatus> consumers() {
    return lanes.stream().map(ConsumerLane::status).toList();
  }

  @Override
  public void close() {
    List<ConsumerLane> all = lanes;
    synchronized (byKey) {
      byKey.clear();
      lanes = List.of();
    }
    all.forEach(ConsumerLane::close);
  }
}
