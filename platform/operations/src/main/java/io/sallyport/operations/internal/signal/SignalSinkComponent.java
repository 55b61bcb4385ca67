package io.sallyport.operations.internal.signal;

import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalSink;
import io.sallyport.api.signal.Subscription;
import io.sallyport.operations.ConsumerStatus;
import io.sallyport.operations.SignalStatus;
import io.sallyport.operations.Signals;
import io.sallyport.provision.lease.Router;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The platform's signal sink, and the consumers behind it. Thread-safe. */
@Component(service = {SignalSink.class, Signals.class, SignalSinkComponent.class}, configurationPid = "io.sallyport.operations.signals")
@Designate(ocd = SignalSinkComponent.Config.class)
public final class SignalSinkComponent implements SignalSink, Signals {
  private final Router router;
  private final SignalFlow flow;
  private volatile int mostWaiting;
  private volatile int mostSignals;

  /** Limits of the signal flow. */
  @ObjectClassDefinition(name = "Signal flow", description = "Limits of the way of samples from connectors to capabilities")
  public @interface Config {
    @AttributeDefinition(description = "Batches that wait for one consumer; the oldest is dropped and counted when there is one more") int queue_batches() default 4096;

    @AttributeDefinition(description = "Signals known at most; a further one is refused") int signals_max() default 10_000;
  }

  @Activate
  public SignalSinkComponent(@Reference Router router, Config config) {
    this.router = router;
    this.flow = new SignalFlow(new SignalRegistry(() -> mostSignals), System::nanoTime);
    change(config);
  }

  /** Other limits hold at once, for the lanes that there are too; signals that are known stay known. */
  @Modified
  public void change(Config config) {
    mostWaiting = Math.max(1, config.queue_batches());
    mostSignals = Math.max(1, config.signals_max());
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

  /** Delivers signals to a consumer of that bundle while its package version is active. */
  Subscription add(Bundle owner, SignalFilter filter, SignalConsumer consumer) {
    ConsumerLane lane = new ConsumerLane(filter, () -> mostWaiting, new BundleProvider(owner, router), consumer);
    flow.add(lane, lane);
    return () -> {
      flow.remove(lane);
      lane.close(); // waits also for who closed it before from inside
    };
  }

  @Deactivate
  void deactivate() {
    flow.close();
  }
}
