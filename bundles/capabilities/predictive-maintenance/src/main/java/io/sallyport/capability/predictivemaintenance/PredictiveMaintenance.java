package io.sallyport.capability.predictivemaintenance;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.insight.InsightSink;
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
  private Config config;
  private Subscription subscription;
  private volatile Watch watch;
  private volatile Counters counters = new Counters();
  private volatile String badConfiguration = "";

  @Activate
  public PredictiveMaintenance(@Reference SignalSource signals, @Reference InferenceService inference, @Reference InsightSink insights,
      @Reference WorkOrderSink workOrders, Config config) {
    this.signals = signals;
    this.inference = inference;
    this.insights = insights;
    this.workOrders = workOrders;
    this.config = config;
  }

  /** A changed configuration takes effect at once; one that cannot be used stops the watching and shows in the health. */
  @Modified
  synchronized void modified(Config changed) {
    config = changed;
    if (subscription != null || !badConfiguration.isEmpty()) {
      stop();
      try {
        start();
      } catch (RuntimeException e) { // also of a value that cannot be converted
        badConfiguration = String.valueOf(e.getMessage());
      }
    }
  }

  /** @throws IllegalArgumentException if the configuration cannot be used */
  @Override
  public synchronized void prepare() {
    Settings.of(config);
  }

  @Override
  public synchronized List<CheckResult> prove() {
    Settings settings = Settings.of(config);
    return List.of(ModelCheck.of(inference.describe(settings.model()), settings));
  }

  @Override
  public synchronized void start() {
    if (subscription != null) {
      return;
    }
    Settings settings = Settings.of(config);
    badConfiguration = "";
    counters = new Counters();
    Watch started = new Watch(settings, inference, insights, workOrders, System::nanoTime, counters);
    watch = started;
    subscription = signals.subscribe(settings.asset(), Set.copyOf(settings.signals()), started);
  }

  @Override
  public synchronized void stop() {
    badConfiguration = "";
    if (subscription != null) {
      subscription.close(); // waits for the delivery under way
      subscription = null;
      watch.close();
      watch = null;
    }
  }

  @Override
  public Health health() {
    Watch running = watch;
    if (!badConfiguration.isEmpty()) {
      return Health.degraded(badConfiguration);
    }
    if (running == null) {
      return Health.ok("not started");
    }
    String problem = running.problem();
    return problem.isEmpty() ? Health.ok(counters.toString()) : Health.degraded(problem + "; " + counters);
  }

  @Deactivate
  synchronized void deactivate() {
    stop();
  }
}
