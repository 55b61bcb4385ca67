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
public final class SignalFlow implements AutoCloseable {
  private final SignalRegistry registry;
  private final LongSupplier ticker;
  private final Map<Object, ConsumerLane> byKey = new LinkedHashMap<>();
  private volatile List<ConsumerLane> lanes = List.of();

  /** @param ticker monotonic time, in nanoseconds */
  public SignalFlow(SignalRegistry registry, LongSupplier ticker) {
    this.registry = registry;
    this.ticker = ticker;
  }

  /** @throws io.sallyport.trust.RefusedException SP-SIGNAL-0001 if it is one signal too many */
  public void accept(SignalBatch batch) {
    SignalStatistics statistics = registry.of(batch.signal());
    statistics.record(batch, ticker.getAsLong());
    for (ConsumerLane lane : lanes) {
      if (lane.wants(batch)) {
        lane.offer(batch, statistics);
      }
    }
  }

  /** Adds a lane; one with the same key is closed. */
  public void add(Object key, ConsumerLane lane) {
    ConsumerLane old;
    synchronized (byKey) {
      old = byKey.put(key, lane);
      lanes = List.copyOf(byKey.values());
    }
    if (old != null) {
      old.close();
    }
  }

  public Optional<ConsumerLane> lane(Object key) {
    synchronized (byKey) {
      return Optional.ofNullable(byKey.get(key));
    }
  }

  public void remove(Object key) {
    ConsumerLane old;
    synchronized (byKey) {
      old = byKey.remove(key);
      lanes = List.copyOf(byKey.values());
    }
    if (old != null) {
      old.close();
    }
  }

  public List<SignalStatus> list() {
    return registry.list(ticker.getAsLong());
  }

  public List<ConsumerStatus> consumers() {
    return lanes.stream().map(ConsumerLane::status).toList();
  }

  /** Waits until every lane has delivered what it had when it was looked at. @return false if that did not happen in time */
  public boolean awaitIdle(long nanos) {
    long end = System.nanoTime() + nanos;
    return lanes.stream().allMatch(lane -> lane.awaitIdle(end - System.nanoTime()));
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
