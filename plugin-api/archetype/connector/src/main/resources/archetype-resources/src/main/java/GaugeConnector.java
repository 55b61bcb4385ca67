package ${package};

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Configured;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.Conduit;
import io.sallyport.api.packaging.ConnectorPackage;
import io.sallyport.api.packaging.Direction;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.SignalSink;
import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The plugin: passive until it is started, then asks a {@link Gauge} by the site's configuration, another one when that changes. */
@ConnectorPackage(name = "${artifactId}", summary = "Reads a gauge that answers in lines of text over TCP", publisher = "${publisher}",
    conduits = @Conduit(direction = Direction.OUT, protocol = "tcp", address = "127.0.0.1", port = 5020, why = "asks the gauge for its reading"))
@Component(service = Plugin.class, configurationPid = "${package}")
@Designate(ocd = GaugeConfig.class)
public final class GaugeConnector implements Plugin {
  private final Configured<GaugeConfig, Gauge> gauge;

  @Activate
  public GaugeConnector(@Reference SignalSink signals, @Reference Scheduler scheduler, @Reference Clock clock, GaugeConfig config) {
    this.gauge = new Configured<>(config, newest -> new Gauge(newest, signals, scheduler, clock));
  }

  @Modified
  public void modified(GaugeConfig changed) {
    gauge.change(changed);
  }

  /** A configuration that cannot be never starts; one with a value of another type throws here, with the reason. */
  @Override
  public List<CheckResult> prove() {
    GaugeConfig config = gauge.configuration();
    boolean good = config.port() >= 1 && config.port() <= 65_535 && config.period_ms() >= 10 && config.timeout_ms() >= 1 && config.timeout_ms() <= 1_500;
    return List.of(new CheckResult("configuration", good, "port " + config.port() + ", period.ms " + config.period_ms() + ", timeout.ms " + config.timeout_ms(),
        "port 1 to 65535, period.ms 10 or more, timeout.ms 1 to 1500"));
  }

  @Override
  public void start() {
    gauge.start();
  }

  @Override
  public void stop() {
    gauge.stop();
  }

  @Override
  public Health health() {
    return gauge.health();
  }

  @Deactivate
  void deactivate() {
    stop();
  }
}
