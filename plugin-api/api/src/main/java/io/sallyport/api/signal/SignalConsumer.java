package io.sallyport.api.signal;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives samples. {@link SignalSource#subscribe} is the way to become one; a service with the properties {@link #ASSET} and
 * {@link #NAME} is one too. The platform calls it only while the capability's package is active, from one thread at a time.
 */
@ConsumerType
public interface SignalConsumer {
  /** Service property: the asset to receive, or {@code *}. Required. */
  String ASSET = "sallyport.signal.asset";
  /** Service property: the signal names to receive, a String or String[]; absent means all of the asset's. */
  String NAME = "sallyport.signal.name";

  /** Must return soon: a slow consumer loses its oldest batches, counted against it. */
  void accept(SignalBatch batch);
}
