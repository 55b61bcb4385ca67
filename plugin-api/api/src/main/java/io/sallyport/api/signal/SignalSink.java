package io.sallyport.api.signal;

import org.osgi.annotation.versioning.ProviderType;

/** Takes samples from connectors, and signals that capabilities derive from others. A service of the platform; thread-safe. */
@ProviderType
public interface SignalSink {
  /**
   * Queues a batch for the consumers and returns at once. When the queue is full its oldest batch is dropped, counted and shown
   * ({@code signal:list}), never silently.
   */
  void accept(SignalBatch batch);
}
