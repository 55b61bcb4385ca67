package io.sallyport.testkit;

import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.Subscription;
import io.sallyport.operations.internal.signal.ConsumerLane;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A capability's subscription; its identity is the key of its lane. Thread-safe. */
final class TestSubscription implements Subscription, ConsumerLane.Access {
  private final TestPackage owner;
  private final SignalConsumer consumer;
  private final Consumer<Object> unregister;
  private final AtomicBoolean closed = new AtomicBoolean();

  TestSubscription(TestPackage owner, SignalConsumer consumer, Consumer<Object> unregister) {
    this.owner = owner;
    this.consumer = consumer;
    this.unregister = unregister;
  }

  @Override
  public Optional<SignalConsumer> get() {
    return closed.get() ? Optional.empty() : Optional.of(consumer);
  }

  @Override
  public void release() {}

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      unregister.accept(this);
    }
  }

  @Override
  public String toString() {
    return "subscription of " + owner;
  }
}
