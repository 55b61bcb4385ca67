package io.sallyport.capability.loadforecasting;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.check.CheckResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.lifecycle.PluginFiles;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.packaging.Gxp;
import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSink;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The plugin: passive until it is started, then subscribed to its load and looking at the clock. Thread-safe. */
@CapabilityPackage(name = "load-forecasting", summary = "Forecasts a load one day ahead with intervals, warns of limits, tracks its own error", publisher = "Sallyport", gxp = Gxp.SUPPORTING)
@Component(service = Plugin.class, configurationPid = Config.PID)
@Designate(ocd = Config.class)
public final class LoadForecasting implements Plugin {
  private final SignalSource signals;
  private final SignalSink sink;
  private final InferenceService inference;
  private final InsightSink insights;
  private final AuditTrail audit;
  private final Scheduler scheduler;
  private final PluginFiles files;
  private final Clock clock;
  private Config config;
  private Subscription subscription;
  private Schedule schedule;
  private volatile LoadWatch watch;
  private volatile String badConfiguration = "";

  @Activate
  public LoadForecasting(@Reference SignalSource signals, @Reference SignalSink sink, @Reference InferenceService inference, @Reference InsightSink insights,
      @Reference AuditTrail audit, @Reference Scheduler scheduler, @Reference PluginFiles files, @Reference Clock clock, Config config) {
    this.signals = signals;
    this.sink = sink;
    this.inference = inference;
    this.insights = insights;
    this.audit = audit;
    this.scheduler = scheduler;
    this.files = files;
    this.clock = clock;
    this.config = config;
  }

  /** A changed configuration takes effect at once; one that cannot be used stops the watching and shows in the health. */
  @Modified
  synchronized void modified(Config changed) {
    config = changed;
    if (watch != null || !badConfiguration.isEmpty()) {
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
    if (watch != null) {
      return;
    }
    Settings settings = Settings.of(config);
    badConfiguration = "";
    Counters counters = new Counters();
    Intake intake = new Intake(settings, clock, counters);
    Path directory = files.directory();
    LoadWatch started = new LoadWatch(settings, clock, counters, intake, new Forecaster(inference, settings, counters), new Publisher(settings, sink),
        new ReportFile(settings, directory.resolve(Memory.name(settings) + ".json")), new Memory(settings, directory, audit), insights);
    started.open();
    subscription = signals.subscribe(settings.asset(), Set.of(settings.signal()), intake);
    schedule = scheduler.every(settings.check(), started::look);
    watch = started;
  }

  /** What it waits for needs no lock of this. */
  @Override
  public synchronized void stop() {
    badConfiguration = "";
    if (subscription != null) {
      subscription.close(); // waits for the delivery under way
      subscription = null;
    }
    if (schedule != null) {
      schedule.close(); // waits for the look under way
      schedule = null;
    }
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  @Override
  public Health health() {
    LoadWatch running = watch;
    if (!badConfiguration.isEmpty()) {
      return Health.degraded(badConfiguration);
    }
    if (running == null) {
      return Health.ok("not started");
    }
    String problem = running.problem();
    return problem.isEmpty() ? Health.ok(running.detail()) : Health.degraded(problem + "; " + running.detail());
  }

  @Deactivate
  synchronized void deactivate() {
    stop();
  }
}
