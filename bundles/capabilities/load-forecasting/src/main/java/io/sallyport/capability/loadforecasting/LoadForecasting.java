package io.sallyport.capability.loadforecasting;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.check.CheckResult;
import io.sallyport.api.inference.InferenceService;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Configured;
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
  private final Configured<Config, Watching> watching;

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
    Intake intake = new Intake(settings, clock, counters);
    Path directory = files.directory();
    LoadWatch watch = new LoadWatch(settings, clock, counters, intake, new Forecaster(inference, settings, counters), new Publisher(settings, sink),
        new ReportFile(settings, directory.resolve(Memory.name(settings) + ".json")), new Memory(settings, directory, audit), insights);
    watch.open();
    return new Watching(watch, signals.subscribe(settings.asset(), Set.of(settings.signal()), intake), scheduler.every(settings.check(), watch::look));
  }

  private record Watching(LoadWatch watch, Subscription subscription, Schedule schedule) implements Configured.Run {
    @Override
    public Health health() {
      String problem = watch.problem();
      return problem.isEmpty() ? Health.ok(watch.detail()) : Health.degraded(problem + "; " + watch.detail());
    }

    @Override
    public void close() {
      subscription.close(); // waits for the delivery under way
      schedule.close(); // waits for the look under way
      watch.close();
    }
  }
}
