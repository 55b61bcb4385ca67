package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.alarm.AlarmSink;
import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSink;
import io.sallyport.api.signal.SignalSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The plugin: passive until it is started, then watches by whatever is configured at the time. Thread-safe. */
@CapabilityPackage(name = "asset-monitoring", summary = "Watches signals by limits, rates, silence and deviation; raises alarms, publishes asset health", publisher = "Sallyport")
@Component(service = Plugin.class, configurationPid = Config.PID)
@Designate(ocd = Config.class)
public final class AssetMonitoring implements Plugin {
  private static final Duration CHECK = Duration.ofSeconds(1);

  private final SignalSource signals;
  private final SignalSink sink;
  private final AlarmSink alarms;
  private final Clock clock;
  private final Scheduler scheduler;
  private final Rules rules = new Rules();
  private final List<Schedule> schedules = new ArrayList<>();
  private Config config;
  private Subscriptions subscriptions;
  private volatile Watch watch;
  private volatile Counters counters = new Counters();
  private volatile String badConfiguration = "";

  @Activate
  public AssetMonitoring(@Reference SignalSource signals, @Reference SignalSink sink, @Reference AlarmSink alarms, @Reference Clock clock, @Reference Scheduler scheduler,
      Config config) {
    this.signals = signals;
    this.sink = sink;
    this.alarms = alarms;
    this.clock = clock;
    this.scheduler = scheduler;
    this.config = config;
  }

  @Reference(service = SignalComponent.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSignal(SignalComponent signal) {
    rules.add(signal);
    follow();
  }

  void removeSignal(SignalComponent signal) {
    rules.remove(signal);
    follow();
  }

  @Reference(service = AssetComponent.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addAsset(AssetComponent asset) {
    rules.add(asset);
    follow();
  }

  void removeAsset(AssetComponent asset) {
    rules.remove(asset);
    follow();
  }

  /** Takes effect at once; a configuration that cannot be used stops the watching and shows in the health. */
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

  /** One check of the configuration as a whole, one of each signal and asset. */
  @Override
  public synchronized List<CheckResult> prove() {
    List<CheckResult> checks = new ArrayList<>();
    int period = config.health_period_s();
    checks.add(new CheckResult("configuration", period >= 1 && period <= 3_600, "health.period.s " + period, "health.period.s from 1 to 3600"));
    checks.addAll(rules.checks());
    return List.copyOf(checks);
  }

  @Override
  public synchronized void start() {
    if (watch != null) {
      return;
    }
    badConfiguration = "";
    if (config.health_period_s() < 1 || config.health_period_s() > 3_600) {
      throw new IllegalArgumentException("health.period.s is " + config.health_period_s() + ", not from 1 to 3600");
    }
    counters = new Counters();
    Announcer announcer = new Announcer(alarms, counters);
    announcer.resume();
    Watch started = new Watch(clock, announcer, sink, counters);
    subscriptions = new Subscriptions(signals, started);
    watch = started;
    follow();
    schedules.add(scheduler.every(CHECK, started::check));
    schedules.add(scheduler.every(Duration.ofSeconds(config.health_period_s()), started::publish));
  }

  /** What stands is left as it is: the next version, or this one once it is started again, goes on with it. */
  @Override
  public synchronized void stop() {
    badConfiguration = "";
    if (watch != null) {
      subscriptions.close();
      schedules.forEach(Schedule::close);
      schedules.clear();
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
    List<String> problems = new ArrayList<>(rules.problems());
    if (!running.problem().isEmpty()) {
      problems.add(running.problem());
    }
    if (counters.foreignUnit.sum() > 0) {
      problems.add(counters.foreignUnit + " batches in another unit than configured");
    }
    String figures = rules + ", " + counters;
    return problems.isEmpty() ? Health.ok(figures) : Health.degraded(String.join("; ", problems) + "; " + figures);
  }

  @Deactivate
  synchronized void deactivate() {
    stop();
  }

  private synchronized void follow() {
    if (watch != null) {
      watch.rules(rules.signals(), rules.assets());
      subscriptions.follow(rules.signals(), rules.assets());
    }
  }
}
