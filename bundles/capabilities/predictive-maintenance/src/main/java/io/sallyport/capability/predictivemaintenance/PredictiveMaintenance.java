package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Configured;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import io.sallyport.api.workorder.WorkOrderSink;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The plugin: passive until it is started, then subscribed to its asset's signals. Thread-safe. */
@CapabilityPackage(name = "predictive-maintenance", summary = "Watches an asset's signals with an anomaly model; raises insights, proposes work orders", publisher = "Sallyport")
@Component(service = Plugin.class, configurationPid = Config.PID)
@Designate(ocd = Config.class)
public final class PredictiveMaintenance implements Plugin {
  private final SignalSource signals;
  private final InferenceService inference;
  private final InsightSink insights;
  private final WorkOrderSink workOrders;
  private final Configured<Config, Watching> watching;

  @Activate
  public PredictiveMaintenance(@Reference SignalSource signals, @Reference InferenceService inference, @Reference InsightSink insights,
      @Reference WorkOrderSink workOrders, Config config) {
    this.signals = signals;
    this.inference = inference;
    this.insights = insights;
    this.workOrders = workOrders;
    this.watching = new Configured<>(config, this::open);
  }

  @Modified
  void modified(Config changed) {
    watching.change(changed);
  }

  /** @throws IllegalArgumentException if the configuration cannot be used */
  @Override
  public void prepare() {
    Settings.of(watching.configuration());
  }

  @Override
  public List<CheckResult> prove() {
    Settings settings = Settings.of(watching.configuration());
    return List.of(ModelCheck.of(inference.describe(settings.model()), settings));
  }

  @Override
  public void start() {
    watching.start();
  }

  @Override
  public void stop() {
    watching.stop();
  }

  @Override
  public Health health() {
    return watching.health();
  }

  @Deactivate
  void deactivate() {
    stop();
  }

  private Watching open(Config config) {
    Settings settings = Settings.of(config);
    Counters counters = new Counters();
    Watch watch = new Watch(settings, inference, insights, workOrders, System::nanoTime, counters);
    return new Watching(watch, signals.subscribe(settings.asset(), Set.copyOf(settings.signals()), watch), counters);
  }

  private record Watching(Watch watch, Subscription subscription, Counters counters) implements Configured.Run {
    @Override
    public Health health() {
      return watch.problem().isEmpty() ? Health.ok(counters.toString()) : Health.degraded(watch.problem() + "; " + counters);
    }

    @Override
    public void close() {
      subscription.close(); // waits for the delivery under way
      watch.close();
    }
  }
}
