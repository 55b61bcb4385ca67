package io.sallyport.operations.internal.signal;

import io.sallyport.api.signal.SignalConsumer;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A consumer's service, fetched when first needed: a version that is only staged stays passive. Thread-safe. */
public final class ConsumerService implements ConsumerLane.Access {
  private final BundleContext context;
  private final ServiceReference<SignalConsumer> reference;
  private SignalConsumer service;

  public ConsumerService(BundleContext context, ServiceReference<SignalConsumer> reference) {
    this.context = context;
    this.reference = reference;
  }

  @Override
  public synchronized Optional<SignalConsumer> get() {
    if (service == null) {
      service = context.getService(reference);
    }
    return Optional.ofNullable(service);
  }

  @Override
  public synchronized void release() {
    if (service != null) {
      service = null;
      context.ungetService(reference);
    }
  }
}
