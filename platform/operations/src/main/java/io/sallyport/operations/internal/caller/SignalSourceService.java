package io.sallyport.operations.internal.caller;

import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The signal source of one calling bundle: registers its consumers in its name, so that they are withheld and drained with its package.
 * Thread-safe.
 */
@Component(service = SignalSource.class, scope = ServiceScope.BUNDLE)
public final class SignalSourceService implements SignalSource {
  private final Bundle caller;

  @Activate
  public SignalSourceService(ComponentContext context) {
    this(context.getUsingBundle());
  }

  SignalSourceService(Bundle caller) {
    this.caller = caller;
  }

  @Override
  public Subscription subscribe(String asset, Set<String> names, SignalConsumer consumer) {
    if (asset.isBlank() || names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a subscription needs an asset, or * for all, and names that are not blank; got '" + asset + "', " + names);
    }
    BundleContext context = caller.getBundleContext();
    if (context == null) {
      throw new IllegalStateException("the bundle " + caller.getSymbolicName() + " has been stopped");
    }
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(SignalConsumer.ASSET, asset);
    if (!names.isEmpty()) {
      properties.put(SignalConsumer.NAME, names.toArray(String[]::new));
    }
    return new Registered(context.registerService(SignalConsumer.class, consumer, properties));
  }

  /** Unregistering waits for the delivery under way. */
  private record Registered(ServiceRegistration<SignalConsumer> registration, AtomicBoolean closed) implements Subscription {
    Registered(ServiceRegistration<SignalConsumer> registration) {
      this(registration, new AtomicBoolean());
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        try {
          registration.unregister();
        } catch (IllegalStateException e) {
          closed.set(true); // the framework has unregistered it: its bundle was stopped
        }
      }
    }
  }
}
