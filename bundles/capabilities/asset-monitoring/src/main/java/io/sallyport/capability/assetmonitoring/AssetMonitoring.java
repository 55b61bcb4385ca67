package io.sallyport.capability.assetmonitoring;

import io.sallyport.api.alarm.AlarmSink;
import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Configured;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSink;
import io.sallyport.api.signal.SignalSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
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
  private final SignalSource signals;
  private final SignalSink sink;
  private final AlarmSink alarms;
  private final Clock clock;
  private final LongSupplier ticker;
  private final Scheduler scheduler;
  private final Rules rules = new Rules();
  private final Configured<Config, Watching> watching;

  @Activate
  public AssetMonitoring(@Reference SignalSource signals, @Reference SignalSink sink, @Reference AlarmSink alarms, @Reference Clock clock, @Reference Scheduler scheduler,
      Config config) {
    this(signals, sink, alarms, clock, System::nanoTime, scheduler, config);
  }

  AssetMonitoring(SignalSource signals, SignalSink sink, AlarmSink alarms, Clock clock, LongSupplier ticker, Scheduler scheduler, Config config) {
    this.signals = signals;
    this.sink = sink;
    this.alarms = alarms;
    this.clock = clock;
    this.ticker = ticker;
    this.scheduler = scheduler;
    this.watching = new Configured<>(config, this::open);
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

  @Modified
  void modified(Config changed) {
    watching.change(changed);
  }

  /** One check of the configuration as a whole, one of each signal and asset. */
  @Override
  public List<CheckResult> prove() {
    List<CheckResult> checks = new ArrayList<>();
    int period = watching.configuration().health_period_s();
    checks.add(new CheckResult("configuration", isUsable(period), "health.period.s " + period, "health.period.s from 1 to 3600"));
    checks.addAll(rules.checks());
    return List.copyOf(checks);
  }

  @Override
  public void start() {
    watching.start();
  }

  /** What stands is left as it is: the next version, or this one once it is started again, goes on with it. */
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
    int period = config.health_period_s();
    if (!isUsable(period)) {
      throw new IllegalArgumentException("health.period.s is " + period + ", not from 1 to 3600");
    }
    Counters counters = new Counters();
    Announcer announcer = new Announcer(alarms, counters);
    announcer.resume();
    Watch watch = new Watch(clock, ticker, announcer, sink, counters);
    Watching opened = new Watching(watch, rules, counters, new Subscriptions(signals, watch));
    opened.begin(scheduler, Duration.ofSeconds(period));
    return opened;
  }

  private static boolean isUsable(int period) {
    return period >= 1 && period <= 3_600;
  }

  private void follow() {
    watching.ifRunning(Watching::follow);
  }
}
