package io.sallyport.operations.internal.signal;

import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalSink;
import io.sallyport.operations.ConsumerStatus;
import io.sallyport.operations.SignalStatus;
import io.sallyport.operations.Signals;
import io.sallyport.provision.lease.Router;
import io.sallyport.trust.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The platform's signal sink: whiteboard of {@link SignalConsumer}s. Thread-safe. */
@Component(service = {SignalSink.class, Signals.class}, configurationPid = "io.sallyport.operations.signals")
@Designate(ocd = SignalSinkComponent.Config.class)
public final class SignalSinkComponent implements SignalSink, Signals {
  private static final Logger LOG = LoggerFactory.getLogger(SignalSinkComponent.class);

  private final BundleContext context;
  private final Router router;
  private final Config config;
  private final SignalFlow flow;

  /** Limits of the signal flow. */
  @ObjectClassDefinition(name = "Signal flow", description = "Limits of the way of samples from connectors to capabilities")
  public @interface Config {
    @AttributeDefinition(description = "Batches that wait for one consumer; the oldest is dropped and counted when there is one more") int queue_batches() default 4096;

    @AttributeDefinition(description = "Signals known at most; a further one is refused") int signals_max() default 10_000;
  }

  @Activate
  public SignalSinkComponent(BundleContext context, @Reference Router router, Config config) {
    this.context = context;
    this.router = router;
    this.config = config;
    this.flow = new SignalFlow(new SignalRegistry(Math.max(1, config.signals_max())), System::nanoTime);
  }

  @Override
  public void accept(SignalBatch batch) {
    flow.accept(batch);
  }

  @Override
  public List<SignalStatus> list() {
    return flow.list();
  }

  @Override
  public List<ConsumerStatus> consumers() {
    return flow.consumers();
  }

  @Reference(service = SignalConsumer.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
      updated = "updated", unbind = "unbind")
  void bind(ServiceReference<SignalConsumer> consumer) {
    Bundle provider = consumer.getBundle();
    if (provider == null) {
      return; // unregistered meanwhile
    }
    try {
      SignalFilter filter = SignalFilter.of(properties(consumer), provider.getSymbolicName());
      Optional<ConsumerLane> known = flow.lane(consumer);
      known.ifPresent(lane -> lane.want(filter));
      if (known.isEmpty()) {
        int capacity = Math.max(1, config.queue_batches());
        flow.add(consumer, new ConsumerLane(filter, capacity, new BundleProvider(provider, router), new ConsumerService(context, consumer)));
      }
    } catch (RefusedException refused) {
      LOG.error(refused.refusal().message());
      flow.remove(consumer);
    }
  }

  void updated(ServiceReference<SignalConsumer> consumer) {
    bind(consumer);
  }

  void unbind(ServiceReference<SignalConsumer> consumer) {
    flow.remove(consumer);
  }

  @Deactivate
  void deactivate() {
    flow.close();
  }

  private static Map<String, Object> properties(ServiceReference<?> reference) {
    Map<String, Object> properties = new HashMap<>();
    for (String key : reference.getPropertyKeys()) {
      properties.put(key, reference.getProperty(key));
    }
    return properties;
  }
}
