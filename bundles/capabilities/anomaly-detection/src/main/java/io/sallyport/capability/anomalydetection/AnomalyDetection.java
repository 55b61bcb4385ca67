package io.sallyport.capability.anomalydetection;

import io.sallyport.api.audit.AuditTrail;
import io.sallyport.api.check.CheckResult;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.lifecycle.PluginFiles;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.packaging.Gxp;
import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final Map<String, Running> running = new LinkedHashMap<>();
  private Config config;
  private Schedule work;
  private volatile Reporter reporter;
  private volatile boolean started;
  private volatile List<Running> shown = List.of();
  private volatile Counters counters = new Counters();
  private volatile String trouble = "";

  @Activate
  public AnomalyDetection(@Reference SignalSource signals, @Reference InsightSink insights, @Reference AuditTrail audit, @Reference Scheduler scheduler,
      @Reference PluginFiles files, @Reference Clock clock, Config config) {
    this.signals = signals;
    this.insights = insights;
    this.audit = audit;
    this.scheduler = scheduler;
    this.files = files;
    this.clock = clock;
    this.config = config;
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

  /** Takes effect at once; a configuration that cannot be used stops the watching and shows in the health. */
  @Modified
  synchronized void modified(Config changed) {
    config = changed;
    if (started || !trouble.isEmpty()) {
      stop();
      try {
        start();
      } catch (RuntimeException e) { // also of a value that cannot be converted
        trouble = String.valueOf(e.getMessage());
      }
    }
  }

  /** One check of the configuration as a whole, one of each watch. */
  @Override
  public synchronized List<CheckResult> prove() {
    List<CheckResult> checks = new ArrayList<>();
    boolean fits = config.check_s() >= 1 && config.keep_s() >= 1;
    checks.add(new CheckResult("configuration", fits, "check.s " + config.check_s() + ", keep.s " + config.keep_s(), "1 or more"));
    for (WatchComponent one : configured) {
      checks.add(one.settings().map(watch -> CheckResult.passed("watch " + watch.name(), "can be used", "can be used"))
          .orElseGet(() -> CheckResult.failed("watch", one.problem(), "can be used")));
    }
    return List.copyOf(checks);
  }

  @Override
  public synchronized void start() {
    if (started) {
      return;
    }
    trouble = "";
    if (config.check_s() < 1 || config.keep_s() < 1) {
      throw new IllegalArgumentException("SP-ANOMALY-0001: check.s and keep.s must be 1 or more – configuration " + Config.PID + " – correct it");
    }
    counters = new Counters();
    reporter = new Reporter(insights, System::nanoTime, counters);
    started = true;
    try {
      begin();
      work = scheduler.every(Duration.ofSeconds(config.check_s()), this::work);
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  /** What lasts is left open: the next version, or this one once it is started again, goes on with it. */
  @Override
  public synchronized void stop() {
    trouble = "";
    started = false;
    running.values().forEach(one -> one.close(false));
    running.clear();
    shown = List.of();
    if (work != null) {
      work.close();
      work = null;
    }
  }

  @Override
  public Health health() {
    if (!trouble.isEmpty()) {
      return Health.degraded(trouble);
    }
    if (!started) {
      return Health.ok("not started");
    }
    Reporter reports = reporter;
    String problems = Stream.of(configured.stream().map(WatchComponent::problem), shown.stream().map(Running::problem), Stream.of(reports == null ? "" : reports.problem()),
        Stream.of(counters.tooMany.sum() == 0 ? "" : "SP-ANOMALY-0004: samples of signals beyond the " + Settings.MOST_SIGNALS + " of a watch – signals – name them"))
        .flatMap(each -> each).filter(problem -> !problem.isEmpty()).collect(Collectors.joining("; "));
    String figures = (shown.isEmpty() ? "nothing is configured" : shown.stream().map(Running::detail).collect(Collectors.joining("; "))) + "; " + counters;
    return problems.isEmpty() ? Health.ok(figures) : Health.degraded(problems + "; " + figures);
  }

  @Deactivate
  synchronized void deactivate() {
    stop();
  }

  private void work() {
    shown.forEach(Running::work);
    reporter.flush();
  }

  private synchronized void follow() {
    if (!started) {
      return;
    }
    try {
      begin();
      trouble = "";
    } catch (RuntimeException e) {
      trouble = String.valueOf(e.getMessage());
    }
  }

  /** Makes what runs what is configured: what changed is begun anew, with what it has learnt. */
  private void begin() {
    Map<String, Settings> wanted = new LinkedHashMap<>();
    configured.forEach(one -> one.settings().ifPresent(settings -> wanted.put(settings.name(), settings)));
    for (Running one : List.copyOf(running.values())) {
      String name = one.settings().name();
      if (!one.settings().equals(wanted.get(name))) {
        one.close(!wanted.containsKey(name) || !wanted.get(name).asset().equals(one.settings().asset()));
        running.remove(name);
      }
    }
    try {
      for (Settings settings : wanted.values()) {
        if (!running.containsKey(settings.name())) {
          running.put(settings.name(), Running.start(new AssetWatch(settings, counters, reporter), files.directory(), signals, insights, audit, clock,
              Duration.ofSeconds(config.keep_s()), counters));
        }
      }
    } finally {
      shown = List.copyOf(running.values());
    }
  }
}
