package io.sallyport.capability.anomalydetection;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.check.CheckResult;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Configured;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.lifecycle.PluginFiles;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.packaging.Gxp;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The plugin: passive until it is started, then watches whatever assets are configured at the time. Thread-safe. */
@CapabilityPackage(name = "anomaly-detection", summary = "Learns what is normal of any signals, by robust statistics and an isolation forest; raises insights", publisher = "Sallyport", gxp = Gxp.SUPPORTING)
@Component(service = Plugin.class, configurationPid = Config.PID)
@Designate(ocd = Config.class)
public final class AnomalyDetection implements Plugin {
  private final SignalSource signals;
  private final InsightSink insights;
  private final AuditTrail audit;
  private final Scheduler scheduler;
  private final PluginFiles files;
  private final Clock clock;
  private final List<WatchComponent> configured = new CopyOnWriteArrayList<>();
  private final Configured<Config, Watches> watching;

  @Activate
  public AnomalyDetection(@Reference SignalSource signals, @Reference InsightSink insights, @Reference AuditTrail audit, @Reference Scheduler scheduler,
      @Reference PluginFiles files, @Reference Clock clock, Config config) {
    this.signals = signals;
    this.insights = insights;
    this.audit = audit;
    this.scheduler = scheduler;
    this.files = files;
    this.clock = clock;
    this.watching = new Configured<>(config, this::open);
  }

  @Reference(service = WatchComponent.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addWatch(WatchComponent watch) {
    configured.add(watch);
    follow();
  }

  void removeWatch(WatchComponent watch) {
    configured.remove(watch);
    follow();
  }

  @Modified
  void modified(Config changed) {
    watching.change(changed);
  }

  /** One check of the configuration as a whole, one of each watch. */
  @Override
  public List<CheckResult> prove() {
    Config config = watching.configuration();
    List<CheckResult> checks = new ArrayList<>();
    checks.add(new CheckResult("configuration", isUsable(config), "check.s " + config.check_s() + ", keep.s " + config.keep_s(), "1 or more"));
    for (WatchComponent one : configured) {
      checks.add(one.settings().map(watch -> CheckResult.passed("watch " + watch.name(), "can be used", "can be used"))
          .orElseGet(() -> CheckResult.failed("watch", one.problem(), "can be used")));
    }
    return List.copyOf(checks);
  }

  @Override
  public void start() {
    watching.start();
  }

  /** What lasts is left open: the next version, or this one once it is started again, goes on with it. */
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

  private Watches open(Config config) {
    if (!isUsable(config)) {
      throw new IllegalArgumentException("SP-ANOMALY-0001: check.s and keep.s must be 1 or more – configuration " + Config.PID + " – correct it");
    }
    Counters counters = new Counters();
    Watches opened = new Watches(configured, counters, new Reporter(insights, System::nanoTime, counters), clock,
        watch -> Running.start(watch, files.directory(), signals, insights, audit, clock, Duration.ofSeconds(config.keep_s()), counters));
    opened.begin(scheduler, Duration.ofSeconds(config.check_s()));
    return opened;
  }

  private static boolean isUsable(Config config) {
    return config.check_s() >= 1 && config.keep_s() >= 1;
  }

  private void follow() {
    watching.ifRunning(Watches::follow);
  }
}
