package ${package};

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Insight;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalConsumer;
import io.sallyport.api.signal.SignalSource;
import io.sallyport.api.signal.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Raises an insight when a signal rises above its limit, and ends it when the signal has fallen by the hysteresis again. */
@CapabilityPackage(name = "${artifactId}", summary = "Raises an insight while a signal is above its limit", publisher = "${publisher}")
@Component(service = Plugin.class, configurationPid = "${package}")
@Designate(ocd = LimitConfig.class)
public final class LimitWatch implements Plugin, SignalConsumer {
  private final SignalSource signals;
  private final InsightSink insights;
  private volatile LimitConfig config;
  private Optional<Subscription> subscription = Optional.empty();
  private Optional<Insight> lasting = Optional.empty();
  private volatile String problem = "";

  @Activate
  public LimitWatch(@Reference SignalSource signals, @Reference InsightSink insights, LimitConfig config) {
    this.signals = signals;
    this.insights = insights;
    this.config = config;
  }

  /** The site has changed the configuration: goes on with the new one. */
  @Modified
  public synchronized void modified(LimitConfig changed) {
    config = changed;
    if (subscription.isPresent()) {
      stop();
      start();
    }
  }

  /** A configuration that makes no sense never starts; one with a value of another type throws here, with the reason. */
  @Override
  public List<CheckResult> prove() {
    boolean good = Double.isFinite(config.limit_high()) && config.hysteresis() >= 0;
    return List.of(new CheckResult("configuration", good, "limit.high " + config.limit_high() + ", hysteresis " + config.hysteresis() + ", severity " + config.severity(),
        "a finite limit and a hysteresis of 0 or more"));
  }

  /** Goes on with what an earlier version, or this one before it was stopped, had not ended. */
  @Override
  public synchronized void start() {
    lasting = insights.lasting().stream().filter(insight -> insight.asset().equals(config.asset())).findFirst();
    subscription = Optional.of(signals.subscribe(config.asset(), Set.of(config.signal()), this));
  }

  @Override
  public synchronized void stop() {
    subscription.ifPresent(Subscription::close);
    subscription = Optional.empty();
  }

  @Override
  public Health health() {
    return problem.isEmpty() ? Health.ok("") : Health.degraded(problem);
  }

  @Override
  public void accept(SignalBatch batch) {
    for (int i = 0; i < batch.size(); i++) {
      if (batch.quality(i) == Quality.GOOD && Double.isFinite(batch.value(i))) {
        look(batch.value(i), batch.signal().unit(), batch.time(i));
      }
    }
  }

  private void look(double value, String unit, Instant at) {
    if (lasting.isEmpty() && value > config.limit_high()) {
      String rule = config.signal() + " above " + config.limit_high() + " " + unit;
      raise(Insight.begun(config.asset(), config.severity(), config.asset() + ": " + rule, at, Evidence.ofRule(rule, config.signal(), value, config.limit_high(), unit, at, at)));
    } else if (lasting.isPresent() && value < config.limit_high() - config.hysteresis()) {
      raise(lasting.get().ended(at));
    }
  }

  /** What could not be stored is raised again with the next sample. */
  private void raise(Insight insight) {
    try {
      insights.raise(insight);
      lasting = insight.until().isPresent() ? Optional.empty() : Optional.of(insight);
      problem = "";
    } catch (IllegalStateException e) {
      problem = e.getMessage();
    }
  }
}
