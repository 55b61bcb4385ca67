package ${package};

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.insight.InsightSink;
import io.sallyport.api.lifecycle.Configured;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.CapabilityPackage;
import io.sallyport.api.signal.SignalSource;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The plugin: passive until it is started, then a {@link Limit} by the site's configuration, another one when that changes. */
@CapabilityPackage(name = "${artifactId}", summary = "Raises an insight while a signal is above its limit", publisher = "${publisher}")
@Component(service = Plugin.class, configurationPid = "${package}")
@Designate(ocd = LimitConfig.class)
public final class LimitWatch implements Plugin {
  private final Configured<LimitConfig, Limit> limit;

  @Activate
  public LimitWatch(@Reference SignalSource signals, @Reference InsightSink insights, LimitConfig config) {
    this.limit = new Configured<>(config, newest -> new Limit(newest, signals, insights));
  }

  @Modified
  public void modified(LimitConfig changed) {
    limit.change(changed);
  }

  /** A configuration that makes no sense never starts; one with a value of another type throws here, with the reason. */
  @Override
  public List<CheckResult> prove() {
    LimitConfig config = limit.configuration();
    boolean good = Double.isFinite(config.limit_high()) && config.hysteresis() >= 0;
    return List.of(new CheckResult("configuration", good, "limit.high " + config.limit_high() + ", hysteresis " + config.hysteresis() + ", severity " + config.severity(),
        "a finite limit and a hysteresis of 0 or more"));
  }

  @Override
  public void start() {
    limit.start();
  }

  @Override
  public void stop() {
    limit.stop();
  }

  @Override
  public Health health() {
    return limit.health();
  }

  @Deactivate
  void deactivate() {
    stop();
  }
}
