package ${package};

import io.sallyport.api.lifecycle.Configured;
import io.sallyport.api.lifecycle.Health;
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

/** Asks a gauge for its reading over TCP from time to time: sends {@code READ}, gets one line with a number. */
final class Gauge implements Configured.Run {
  private final GaugeConfig config;
  private final SignalSink signals;
  private final Clock clock;
  private final Schedule schedule;
  private volatile String problem = "not asked yet";

  Gauge(GaugeConfig config, SignalSink signals, Scheduler scheduler, Clock clock) {
    this.config = config;
    this.signals = signals;
    this.clock = clock;
    this.schedule = scheduler.every(Duration.ofMillis(config.period_ms()), this::poll);
  }

  /** A gauge that is away is no failure of this package: waiting for it is the connector's job. */
  @Override
  public Health health() {
    return problem.isEmpty() ? Health.ok("") : Health.degraded(problem);
  }

  @Override
  public void close() {
    schedule.close(); // waits for the reading under way
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
