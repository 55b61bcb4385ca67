package io.sallyport.api.signal;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes samples from connectors, and from capabilities what they derive: forecasts, scores, health. A service of the platform; thread-safe.
 *
 * <p>Rules for capabilities: a derived signal is of the asset that it is about and begins with the name of the signal that it is derived from,
 * such as {@code demand.forecast}, or with the capability's own word, so that nobody takes it for a measured one; its quality is no better than
 * that of what it is made of; a forecast is given as a series that lies {@linkplain SignalBatch#ahead ahead}, with the times that it is for and
 * the time that it was made. Who derives signals subscribes by name, or leaves out its own: what is given here comes back to every consumer that wants it.
 */
@ProviderType
public interface SignalSink {
  /**
   * Queues a batch for the consumers and returns at once. When the queue is full its oldest batch is dropped, counted and shown
   * ({@code signal:list}), never silently.
   */
  void accept(SignalBatch batch);
}
