package io.sallyport.testkit;

import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.signal.SignalSink;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import io.sallyport.operations.ConsumerStatus;
import io.sallyport.operations.SignalStatus;
import io.sallyport.operations.internal.signal.SignalFilter;
import io.sallyport.operations.internal.signal.SignalFlow;
import io.sallyport.operations.internal.signal.SignalRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Signals in and out, through the platform's own flow: a queue and a thread for each consumer, the oldest batch dropped and counted when
 * it is full, nothing delivered while the package is not started. A connector under test gets this as its {@link SignalSink}, and the
 * test reads what came; a capability gets it as its {@link SignalSource}, and the test sends. Thread-safe.
 */
public final class TestSignals implements SignalSink, SignalSource {
  private static final int ROOM = 10_000;
  private static final int SETTLE_EVERY = 1_000;

  private final TestPackage own;
  private final TestClock clock;
  private final Consumer<Instant> advance;
  private final SignalFlow flow;
  private final Subscriptions subscriptions;
  private final List<SignalBatch> received = new ArrayList<>();
  private volatile int capacity = 4_096;

  TestSignals(TestPackage own, Findings findings, TestClock clock, Consumer<Instant> advance) {
    this.own = own;
    this.clock = clock;
    this.advance = advance;
    this.flow = new SignalFlow(new SignalRegistry(() -> ROOM), clock.ticker());
    this.subscriptions = new Subscriptions(flow, findings);
  }

  /** What the connector under test calls. */
  @Override
  public void accept(SignalBatch batch) {
    sink(own).accept(batch);
  }

  /** What the capability under test calls. */
  @Override
  public Subscription subscribe(String asset, Set<String> names, SignalConsumer consumer) {
    return source(own).subscribe(asset, names, consumer);
  }

  SignalSource source(TestPackage caller) {
    return (asset, names, consumer) -> {
      SignalFilter filter = SignalFilter.of(asset, names);
      caller.works("subscribed to " + asset);
      return subscriptions.open(caller, filter, capacity, consumer);
    };
  }

  SignalSink sink(TestPackage caller) {
    return batch -> {
      caller.works("delivered samples of " + batch.signal());
      synchronized (received) {
        received.add(batch);
      }
      flow.accept(batch);
    };
  }

  /** All batches that connectors delivered, oldest first. */
  public List<SignalBatch> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /** All samples of that name that connectors delivered, in the order of arrival. */
  public List<Sample> samples(String name) {
    List<Sample> samples = new ArrayList<>();
    for (SignalBatch batch : received()) {
      for (int i = 0; batch.signal().name().equals(name) && i < batch.size(); i++) {
        samples.add(new Sample(batch.nanos(i), batch.value(i), batch.quality(i)));
      }
    }
    return samples;
  }

  /** How many samples connectors delivered. */
  public int count() {
    return received().stream().mapToInt(SignalBatch::size).sum();
  }

  /** Waits for a sample. @throws AssertionError if none comes */
  public Sample awaitSample(String name, Predicate<Sample> wanted) {
    Await.until("a sample of " + name, () -> samples(name).stream().anyMatch(wanted), () -> received().size() + " batches came, of "
        + received().stream().map(SignalBatch::signal).distinct().toList());
    return samples(name).stream().filter(wanted).findFirst().orElseThrow();
  }

  /** Forgets what came so far. */
  public void clear() {
    synchronized (received) {
      received.clear();
    }
  }

  /** How many batches wait for a consumer at most; for consumers that register from now on. As on the appliance 4096 unless set. */
  public void capacity(int batches) {
    capacity = batches;
  }

  /** Queues a batch for the consumers and returns at once, as a connector would. */
  public void post(SignalBatch batch) {
    flow.accept(batch);
  }

  /** Sends batches and returns when every consumer has taken them. None is dropped. */
  public void send(SignalBatch... batches) {
    send(List.of(batches));
  }

  /** Sends batches and returns when every consumer has taken them. None is dropped. */
  public void send(Iterable<SignalBatch> batches) {
    int every = Math.max(1, Math.min(SETTLE_EVERY, capacity / 2));
    int sent = 0;
    for (SignalBatch batch : batches) {
      post(batch);
      if (++sent % every == 0) {
        settle();
      }
    }
    settle();
  }

  /** Sends each batch once the clock shows the time of its last sample; schedules that fall due before it run first. */
  public void sendLive(Iterable<SignalBatch> batches) {
    for (SignalBatch batch : batches) {
      long last = Long.MIN_VALUE;
      for (int i = 0; i < batch.size(); i++) {
        last = Math.max(last, batch.nanos(i));
      }
      advance.accept(Instant.ofEpochSecond(0, last));
      send(batch);
    }
  }

  /** Returns when nothing is queued and no delivery is under way. @throws AssertionError if a consumer does not come back */
  public void settle() {
    if (!flow.awaitIdle(Await.PATIENCE.toNanos())) {
      throw new AssertionError("a consumer has not come back within " + Await.PATIENCE.toSeconds() + " s: " + consumers() + Threads.stacks("sallyport-signals "));
    }
  }

  /** Begins a series of samples at the platform's time. */
  public Series series(String asset, String name, String unit) {
    return new Series(this, new SignalId(asset, name, unit), clock.instant());
  }

  /** How each registered consumer keeps up. */
  public List<ConsumerStatus> consumers() {
    return flow.consumers();
  }

  /** What was seen of each signal. */
  public List<SignalStatus> statistics() {
    return flow.list();
  }

  /** Finds the subscriptions that the package left open. */
  void inspect(TestPackage owner) {
    subscriptions.inspect(owner);
  }

  void close() {
    flow.close();
  }
}
