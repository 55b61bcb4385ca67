package com.acme.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.check.CheckResult;
import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.signal.Quality;
import io.sallyport.testkit.Config;
import io.sallyport.testkit.SallyportTest;
import io.sallyport.testkit.Sample;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestPlugin;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plugin in the platform's hands. */
@SallyportTest
class ConnectorTest {
  private static final String POINTS = "table=holding address=1 asset=pump-1 signal=one unit=bar, table=holding address=2 asset=pump-1 signal=two";

  private TestPlatform platform;

  @BeforeEach
  void platform(TestPlatform given) {
    platform = given.allowThreads("scripted-server");
  }

  @Test
  void pollsAtEachPeriodWithTheTimeOfThePlatform() throws Exception {
    try (ScriptedServer server = new ScriptedServer(request -> Optional.of(request.answer()))) {
      TestPlugin plugin = platform.start(connector(Map.of("servers", "plc=127.0.0.1:" + server.port(), "points", POINTS)));
      platform.advance(Duration.ofSeconds(3));
      List<Sample> samples = platform.signals().samples("one");
      assertEquals(4, samples.size(), "at once and after each second");
      assertTrue(samples.stream().allMatch(sample -> sample.value() == 1.0 && sample.good()), samples::toString);
      assertEquals(Duration.ofSeconds(1).toNanos(), samples.get(3).nanos() - samples.get(2).nanos());
      assertEquals("plc (127.0.0.1:" + server.port() + ") LIVE, 8 samples, 0 bad, 1 connections", plugin.health().detail());
      assertEquals(Health.Status.OK, plugin.health().status());
      assertEquals("plc (127.0.0.1:" + server.port() + ")", platform.audit().only("modbus.connected").object());
      plugin.stop();
      platform.advance(Duration.ofSeconds(3));
      assertEquals(4, platform.signals().samples("one").size());
      plugin.start();
      platform.advance(Duration.ofSeconds(1));
      assertEquals(6, platform.signals().samples("one").size(), "after a swap that was rolled back");
    }
  }

  @Test
  void aServerThatIsAwayIsNoFailureOfThePackage() throws Exception {
    int port = Peer.freePort();
    TestPlugin plugin = platform.start(connector(Map.of("servers", "plc=127.0.0.1:" + port, "points", POINTS)));
    platform.advance(Duration.ofSeconds(1));
    assertEquals(Health.degraded("plc (127.0.0.1:" + port + ") AWAY: connection refused or timed out, 2 samples, 2 bad, 0 connections"), plugin.health());
    assertEquals(Quality.BAD, platform.signals().samples("one").get(0).quality());
    assertEquals("connection refused or timed out", platform.audit().only("modbus.lost").details().get("why"));
  }

  @Test
  void aChangedConfigurationIsTakenUp() throws Exception {
    try (ScriptedServer server = new ScriptedServer(request -> Optional.of(request.answer()))) {
      ModbusConnector connector = connector(Map.of());
      TestPlugin plugin = platform.start(connector);
      assertEquals(Health.degraded("no server is configured – com.acme.modbus – set servers and points"), plugin.health());
      connector.modified(config(Map.of("servers", new String[] {"plc=127.0.0.1:" + server.port()}, "points", POINTS.split(","))));
      platform.advance(Duration.ofSeconds(1));
      assertEquals(2, platform.signals().samples("two").size());
      connector.modified(config(Map.of("servers", "plc")));
      assertTrue(plugin.health().detail().startsWith("the configuration cannot be used: 'plc' is not NAME=HOST:PORT"), plugin.health()::detail);
      platform.advance(Duration.ofSeconds(5));
      assertEquals(2, platform.signals().samples("two").size());
    }
  }

  @Test
  void withoutAConfigurationItProvesWell() {
    List<CheckResult> checks = platform.plugin(connector(Map.of())).prepare().prove();
    assertEquals(List.of(CheckResult.passed("configuration", "not configured yet", "usable, or none")), checks);
  }

  @Test
  void aWrongConfigurationFailsTheProofWithASentenceForEachMistake() {
    List<CheckResult> checks = platform.plugin(connector(Map.of("servers", "a=127.0.0.1:502, a=127.0.0.1:503, b=127.0.0.1:504",
        "points", "server=c table=holding address=0 asset=x signal=s, server=a table=holding address=0 asset=x signal=s", "poll.interval.ms", 10, "block.max", 126)))
        .prepare().prove();
    assertFalse(checks.stream().anyMatch(CheckResult::passed));
    assertEquals(List.of("servers: 'a' is named twice", "points: the server 'c' of x/s [1] is not among servers", "points: the signal x/s [1] is named twice",
        "poll.interval.ms is 10, must be 50 to 3600000", "block.max is 126, must be 1 to 125"), checks.stream().map(CheckResult::observed).toList());
    checks = platform.plugin(connector(Map.of("servers", "a=127.0.0.1:502, b=127.0.0.1:504", "points", "server=a table=holding address=0 asset=x signal=s"))).prepare().prove();
    assertEquals("points: nothing is to be read from the server 'b'", checks.get(0).observed());
  }

  private ModbusConnector connector(Map<String, ?> values) {
    return new ModbusConnector(platform.signals(), platform.audit(), platform.scheduler(), platform.clock(), config(values));
  }

  private static ModbusConfig config(Map<String, ?> values) {
    return Config.of(ModbusConfig.class, values);
  }
}
