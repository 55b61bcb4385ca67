package com.acme.limits;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Configured;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.workorder.WorkOrderSink;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The plugin: passive until it is started, then watches by whatever rules are configured at the time. Thread-safe. */
@CapabilityPackage(name = "acme-limits", summary = "Raises an insight when a signal leaves its limits, changes too fast, is stuck or falls silent",
    publisher = "Acme Instruments")
@Component(service = Plugin.class, configurationPid = LimitsConfig.PID)
@Designate(ocd = LimitsConfig.class)
public final class Limits implements Plugin {
  private final SignalSource signals;
  private final InsightSink insights;
  private final WorkOrderSink workOrders;
  private final Clock clock;
  private final Scheduler scheduler;
  private final List<RuleComponent> configured = new CopyOnWriteArrayList<>();
  private final Configured<LimitsConfig, Watching> watching;

  @Activate
  public Limits(@Reference SignalSource signals, @Reference InsightSink insights, @Reference WorkOrderSink workOrders, @Reference Clock clock,
      @Reference Scheduler scheduler, LimitsConfig config) {
    this.signals = signals;
    this.insights = insights;
    this.workOrders = workOrders;
    this.clock = clock;
    this.scheduler = scheduler;
    this.watching = new Configured<>(config, this::open);
  }

  @Reference(service = RuleComponent.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addRule(RuleComponent rule) {
    configured.add(rule);
    follow();
  }

  void removeRule(RuleComponent rule) {
    configured.remove(rule);
    follow();
  }

  @Modified
  void modified(LimitsConfig changed) {
    watching.change(changed);
  }

  /** One check of the configuration as a whole, one of each rule. */
  @Override
  public List<CheckResult> prove() {
    List<CheckResult> checks = new ArrayList<>();
    LimitsConfig config = watching.configuration();
    checks.add(new CheckResult("configuration", isUsable(config), "signals.max " + config.signals_max() + ", work.order.severity "
        + config.work_order_severity(), "signals.max from 1 to " + LimitsConfig.MOST_SIGNALS + ", a known severity"));
    for (RuleComponent one : configured) {
      checks.add(one.rule().map(rule -> CheckResult.passed("rule " + rule.name(), "can be used", "can be used"))
          .orElseGet(() -> CheckResult.failed("rule", one.problem(), "can be used")));
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

  private Watching open(LimitsConfig config) {
    if (!isUsable(config)) {
      throw new IllegalArgumentException("signals.max is " + config.signals_max() + ", not from 1 to " + LimitsConfig.MOST_SIGNALS);
    }
    Counters counters = new Counters();
    Watch watch = new Watch(config.signals_max(), clock, UUID::randomUUID, new Reporter(config.work_order_severity(), insights, workOrders, counters), counters);
    watch.resume();
    Watching opened = new Watching(watch, configured, counters, new Subscriptions(signals, watch));
    opened.begin(scheduler);
    return opened;
  }

  private static boolean isUsable(LimitsConfig config) {
    return config.signals_max() >= 1 && config.signals_max() <= LimitsConfig.MOST_SIGNALS;
  }

  private void follow() {
    watching.ifRunning(Watching::follow);
  }
}
