package com.acme.limits;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.workorder.WorkOrderSink;
import java.time.Clock;
import java.time.Duration;
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
  private static final Duration CHECK = Duration.ofSeconds(1);

  private final SignalSource signals;
  private final InsightSink insights;
  private final WorkOrderSink workOrders;
  private final Clock clock;
  private final Scheduler scheduler;
  private final List<RuleComponent> configured = new CopyOnWriteArrayList<>();
  private LimitsConfig config;
  private Schedule checks;
  private Subscriptions subscriptions;
  private volatile Watch watch;
  private volatile Counters counters = new Counters();
  private volatile String badConfiguration = "";

  @Activate
  public Limits(@Reference SignalSource signals, @Reference InsightSink insights, @Reference WorkOrderSink workOrders, @Reference Clock clock,
      @Reference Scheduler scheduler, LimitsConfig config) {
    this.signals = signals;
    this.insights = insights;
    this.workOrders = workOrders;
    this.clock = clock;
    this.scheduler = scheduler;
    this.config = config;
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

  /** Takes effect at once; a configuration that cannot be used stops the watching and shows in the health. */
  @Modified
  synchronized void modified(LimitsConfig changed) {
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

  /** One check of the configuration as a whole, one of each rule. */
  @Override
  public synchronized List<CheckResult> prove() {
    List<CheckResult> checks = new ArrayList<>();
    int most = config.signals_max();
    checks.add(new CheckResult("configuration", most >= 1 && most <= LimitsConfig.MOST_SIGNALS, "signals.max " + most + ", work.order.severity "
        + config.work_order_severity(), "signals.max from 1 to " + LimitsConfig.MOST_SIGNALS + ", a known severity"));
    for (RuleComponent one : configured) {
      checks.add(one.rule().map(rule -> CheckResult.passed("rule " + rule.name(), "can be used", "can be used"))
          .orElseGet(() -> CheckResult.failed("rule", one.problem(), "can be used")));
    }
    return List.copyOf(checks);
  }

  @Override
  public synchronized void start() {
    if (watch != null) {
      return;
    }
    badConfiguration = "";
    if (config.signals_max() < 1 || config.signals_max() > LimitsConfig.MOST_SIGNALS) {
      throw new IllegalArgumentException("signals.max is " + config.signals_max() + ", not from 1 to " + LimitsConfig.MOST_SIGNALS);
    }
    counters = new Counters();
    Reporter reporter = new Reporter(config.work_order_severity(), insights, workOrders, counters);
    Watch started = new Watch(config.signals_max(), clock, UUID::randomUUID, reporter, counters);
    started.resume();
    subscriptions = new Subscriptions(signals, started);
    watch = started;
    follow();
    checks = scheduler.every(CHECK, started::check);
  }

  /** What lasts is left open: the next version, or this one once it is started again, goes on with it. */
  @Override
  public synchronized void stop() {
    badConfiguration = "";
    if (watch != null) {
      subscriptions.close();
      checks.close();
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
    List<String> problems = new ArrayList<>();
    configured.stream().map(RuleComponent::problem).filter(problem -> !problem.isEmpty()).forEach(problems::add);
    if (!running.problem().isEmpty()) {
      problems.add(running.problem());
    }
    if (counters.foreignUnit.sum() > 0) {
      problems.add(counters.foreignUnit + " batches in another unit than their rule's");
    }
    if (counters.overflow.sum() > 0) {
      problems.add(counters.overflow + " batches of signals beyond signals.max");
    }
    String figures = configured.size() + " rules, " + counters;
    return problems.isEmpty() ? Health.ok(figures) : Health.degraded(String.join("; ", problems) + "; " + figures);
  }

  @Deactivate
  synchronized void deactivate() {
    stop();
  }

  private List<Rule> rules() {
    return configured.stream().flatMap(one -> one.rule().stream()).toList();
  }

  private synchronized void follow() {
    if (watch != null) {
      watch.rules(rules());
      subscriptions.follow(rules());
    }
  }
}
