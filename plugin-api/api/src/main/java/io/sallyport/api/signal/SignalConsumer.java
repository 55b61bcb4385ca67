package io.sallyport.api.signal;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives samples of a {@linkplain SignalSource#subscribe subscription}. The platform calls it only while the package is active, never
 * two at a time for one subscription.
 */
@ConsumerType
@FunctionalInterface
public interface SignalConsumer {
  /** Must return soon: a slow consumer loses its oldest batches, counted against it. What it throws is logged and counted. */
  void accept(SignalBatch batch);
}
