package io.sallyport.api.signal;

import org.osgi.annotation.versioning.ProviderType;

/** Signals that are delivered until it is closed. Thread-safe. */
@ProviderType
public interface Subscription extends AutoCloseable {
  /**
   * Nothing is delivered any more; returns when the delivery under way has ended, after 2 s at most, so hold no lock that the consumer needs.
   * Called from the delivery itself it does not wait. Closing again does nothing.
   */
  @Override
  void close();
}
