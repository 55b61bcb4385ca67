package io.sallyport.testkit;

import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.Subscription;
import io.sallyport.operations.internal.signal.ConsumerLane;
import io.sallyport.operations.internal.signal.SignalFilter;
import io.sallyport.operations.internal.signal.SignalFlow;
import io.sallyport.provision.lease.Lease;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open subscriptions and whose they are: each a lane of the platform's flow. Thread-safe. */
final class Subscriptions {
  private final SignalFlow flow;
  private final Findings findings;
  private final Map<ConsumerLane, TestPackage> owners = new LinkedHashMap<>();

  Subscriptions(SignalFlow flow, Findings findings) {
    this.flow = flow;
    this.findings = findings;
  }

  /** @param capacity batches that wait at most */
  Subscription open(TestPackage caller, SignalFilter filter, int capacity, SignalConsumer consumer) {
    ConsumerLane lane = new ConsumerLane(filter, () -> capacity, new Provider(caller), watched(caller, consumer));
    synchronized (owners) {
      owners.put(lane, caller);
    }
    flow.add(lane, lane);
    return () -> close(lane);
  }

  /** Finds those that the package left open, and closes them. */
  void inspect(TestPackage owner) {
    List<ConsumerLane> left;
    synchronized (owners) {
      left = owners.entrySet().stream().filter(e -> e.getValue() == owner).map(Map.Entry::getKey).toList();
    }
    for (ConsumerLane lane : left) {
      findings.add(owner + " left a subscription open: " + lane.status().wants());
      close(lane);
    }
  }

  /** Waits for the delivery under way, at most two seconds. */
  private void close(ConsumerLane lane) {
    synchronized (owners) {
      owners.remove(lane);
    }
    flow.remove(lane);
    lane.close();
  }

  /** Shows what a consumer throws, which the platform only counts and logs. */
  private SignalConsumer watched(TestPackage owner, SignalConsumer consumer) {
    return batch -> {
      try {
        consumer.accept(batch);
      } catch (RuntimeException | Error e) {
        findings.add(owner + " threw in accept(" + batch.signal() + ", " + batch.size() + " samples)", e);
        throw e;
      }
    };
  }

  private record Provider(TestPackage owner) implements ConsumerLane.Provider {
    @Override
    public String name() {
      return owner.toString();
    }

    @Override
    public Optional<Lease> lease() {
      return owner.lease();
    }
  }
}
