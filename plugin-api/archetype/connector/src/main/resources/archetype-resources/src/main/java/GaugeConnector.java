package ${package};

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.lifecycle.Plugin;
import io.sallyport.api.packaging.Conduit;
import io.sallyport.api.packaging.ConnectorPackage;
import io.sallyport.api.packaging.Direction;
import io.sallyport.api.schedule.Schedule;
import io.sallyport.api.schedule.Scheduler;
import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.api.signal.SignalSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Asks a gauge for its reading over TCP: sends {@code READ}, gets one line with a number. */
@ConnectorPackage(name = "${artifactId}", summary = "Reads a gauge that answers in lines of text over TCP", publisher = "${publisher}",
    conduits = @Conduit(direction = Direction.OUT, protocol = "tcp", address = "127.0.0.1", port = 5020, why = "asks the gauge for its reading"))
@Component(service = Plugin.class, configurationPid = "${package}")
@Designate(ocd = GaugeConfig.class)
public final class GaugeConnector implements Plugin {
  private final SignalSink signals;
  private final Scheduler scheduler;
  private final Clock clock;
  private volatile GaugeConfig config;
  private Optional<Schedule> schedule = Optional.empty();
  private volatile String problem = "not asked yet";

  @Activate
  public GaugeConnector(@Reference SignalSink signals, @Reference Scheduler scheduler, @Reference Clock clock, GaugeConfig config) {
    this.signals = signals;
    this.scheduler = scheduler;
    this.clock = clock;
    this.config = config;
  }

  /** The site has changed the configuration: goes on with the new one. */
  @Modified
  public synchronized void modified(GaugeConfig changed) {
    config = changed;
    if (schedule.isPresent()) {
      stop();
      start();
    }
  }

  /** A configuration that cannot be never starts; one with a value of another type throws here, with the reason. */
  @Override
  public List<CheckResult> prove() {
    boolean good = config.port() >= 1 && config.port() <= 65_535 && config.period_ms() >= 10 && config.timeout_ms() >= 1 && config.timeout_ms() <= 1_500;
    return List.of(new CheckResult("configuration", good, "port " + config.port() + ", period.ms " + config.period_ms() + ", timeout.ms " + config.timeout_ms(),
        "port 1 to 65535, period.ms 10 or more, timeout.ms 1 to 1500"));
  }

  @Override
  public synchronized void start() {
    schedule = Optional.of(scheduler.every(Duration.ofMillis(config.period_ms()), this::poll));
  }

  @Override
  public synchronized void stop() {
    schedule.ifPresent(Schedule::close);
    schedule = Optional.empty();
  }

  /** A gauge that is away is no failure of this package: waiting for it is the connector's job. */
  @Override
  public Health health() {
    return problem.isEmpty() ? Health.ok("") : Health.degraded(problem);
  }

  private void poll() {
    try {
      double reading = read();
      signals.accept(SignalBatch.of(new SignalId(config.asset(), config.signal(), config.unit()), clock.instant(), reading, Quality.GOOD));
      problem = "";
    } catch (IOException | NumberFormatException e) {
      problem = "the gauge at " + config.host() + ":" + config.port() + " gave no reading: " + e.getMessage();
    }
  }

  private double read() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(config.host(), config.port()), config.timeout_ms());
      socket.setSoTimeout(config.timeout_ms());
      socket.getOutputStream().write("READ\n".getBytes(StandardCharsets.US_ASCII));
      String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
      return Double.parseDouble(line == null ? "" : line.trim());
    }
  }
}
