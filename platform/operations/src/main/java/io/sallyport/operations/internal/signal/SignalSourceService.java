package io.sallyport.operations.internal.signal;

import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** The signal source of one calling bundle; closes what the bundle left open when it is stopped. Thread-safe. */
@Component(service = SignalSource.class, scope = ServiceScope.BUNDLE)
public final class SignalSourceService implements SignalSource {
  private final Bundle caller;
  private final SignalSinkComponent signals;
  private final Set<Subscription> open = new HashSet<>();
  private boolean closed;

  @Activate
  public SignalSourceService(ComponentContext context, @Reference SignalSinkComponent signals) {
    this(context.getUsingBundle(), signals);
  }

  SignalSourceService(Bundle caller, SignalSinkComponent signals) {
    this.caller = caller;
    this.signals = signals;
  }

  @Override
  public synchronized Subscription subscribe(String asset, Set<String> names, SignalConsumer consumer) {
    if (closed) {
      throw new IllegalStateException("the bundle " + caller.getSymbolicName() + " is being stopped");
    }
    SignalFilter filter = SignalFilter.of(asset, names);
    Subscription lane = signals.add(caller, filter, consumer);
    open.add(lane);
    return new Forgetting(lane);
  }

  @Deactivate
  void close() {
    List<Subscription> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(open);
      open.clear();
    }
    left.forEach(Subscription::close);
  }

  private synchronized void forget(Subscription ended) {
    open.remove(ended);
  }

  /** What the plugin holds. */
  private final class Forgetting implements Subscription {
    private final Subscription lane;

    Forgetting(Subscription lane) {
      this.lane = lane;
    }

    @Override
    public void close() {
      forget(lane);
      lane.close();
    }
  }
}
