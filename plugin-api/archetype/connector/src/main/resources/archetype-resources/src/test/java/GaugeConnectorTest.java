package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.signal.Quality;
import io.sallyport.testkit.Config;
import io.sallyport.testkit.SallyportTest;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without OSGi: a real socket, the platform in memory. */
@SallyportTest
class GaugeConnectorTest {
  @Test
  void readsTheGauge(TestPlatform platform) throws IOException {
    platform.allowThreads("gauge");
    try (SimulatedGauge gauge = new SimulatedGauge(0, () -> "42.5")) {
      TestPlugin plugin = platform.start(connector(platform, gauge.port()));
      assertEquals(Quality.GOOD, platform.signals().awaitSample("level", sample -> sample.value() == 42.5).quality());
      assertEquals(Health.Status.OK, plugin.health().status());
    }
  }

  @Test
  void asksAgainEachPeriod(TestPlatform platform) throws IOException {
    platform.allowThreads("gauge");
    try (SimulatedGauge gauge = new SimulatedGauge(0, () -> "1")) {
      platform.start(connector(platform, gauge.port()));
      platform.advance(Duration.ofSeconds(2));
      assertEquals(5, platform.signals().samples("level").size());
    }
  }

  @Test
  void aGaugeThatTalksNonsenseOrIsAwayIsDegraded(TestPlatform platform) throws IOException {
    platform.allowThreads("gauge");
    int port;
    try (SimulatedGauge gauge = new SimulatedGauge(0, () -> "nonsense")) {
      port = gauge.port();
      TestPlugin plugin = platform.start(connector(platform, port));
      assertEquals(Health.Status.DEGRADED, plugin.health().status());
    }
    platform.advance(Duration.ofSeconds(1));
    assertTrue(platform.signals().received().isEmpty());
  }

  @Test
  void takesUpAChangedConfiguration(TestPlatform platform) throws IOException {
    platform.allowThreads("gauge");
    try (SimulatedGauge gauge = new SimulatedGauge(0, () -> "1")) {
      GaugeConnector connector = connector(platform, gauge.port());
      platform.start(connector);
      connector.modified(Config.of(GaugeConfig.class, Map.of("port", gauge.port(), "signal", "depth")));
      platform.advance(Duration.ofSeconds(1));
      platform.signals().awaitSample("depth", sample -> sample.value() == 1);
    }
  }

  private static GaugeConnector connector(TestPlatform platform, int port) {
    return new GaugeConnector(platform.signals(), platform.scheduler(), platform.clock(), Config.of(GaugeConfig.class, Map.of("port", port)));
  }
}
