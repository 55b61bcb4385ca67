package io.sallyport.connector.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.signal.Quality;
import io.sallyport.itests.plant.Row;
import io.sallyport.testkit.Await;
import io.sallyport.testkit.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the plant sends is what arrives. */
class DeliveryTest {
  @TempDir Path directory;

  @Test
  void everySampleArrivesWithItsSourceTimeAndInOrderAlsoWhenTheValueStays() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      List<Long> times = new ArrayList<>();
      for (int i = 0; i < 90; i++) {
        times.add(site.publish(i % 3 == 0 ? 7 : i));
      }
      long first = times.get(0);
      long last = times.get(times.size() - 1);
      for (int sensor = 1; sensor <= Row.SENSORS; sensor++) {
        String name = "V" + sensor;
        Await.until("last row of " + name, () -> site.signals.samples(name).stream().anyMatch(s -> s.nanos() == last), site.connector::health);
        List<Sample> got = site.signals.samples(name).stream().filter(s -> s.nanos() >= first).toList();
        assertEquals(times, got.stream().map(Sample::nanos).toList(), () -> "first: " + site.signals.samples(name).subList(0, 6));
        for (int i = 0; i < got.size(); i++) {
          assertEquals((i % 3 == 0 ? 7 : i) + sensor - 1, got.get(i).value());
          assertEquals(Quality.GOOD, got.get(i).quality());
        }
      }
      assertEquals(Health.Status.OK, site.connector.health().status(), site.connector.health().detail());
      assertEquals(1, site.audit.entries("opcua.connected").size());
    }
  }

  @Test
  void aQueueThatIsTooSmallAtTheServerIsCounted() throws Exception {
    try (Site site = new Site(directory, Map.of("queue.size", 5, "publishing.interval.ms", 200)).trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      for (int i = 0; i < 50; i++) {
        site.publish(i);
      }
      Await.until("overflow", () -> site.connector.intake().orElseThrow().counts().values().iterator().next().overflows() > 0,
          site.connector::health);
    }
  }

  @Test
  void nanAndOutOfOrderSamplesAndBadQualityPassThroughAndAreCounted() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      long nan = site.publish(Double.NaN);
      long early = nan - 1_010_000_000; // half-way between two rows: the flow before may be any length, and its rows are a multiple of 20 ms away
      site.publish(42, early);
      long bad = nan + 20_000_000;
      site.plant.publishBad(new Row(0, new double[Row.SENSORS], 0, 0), bad);
      Await.until("bad sample", () -> site.signals.samples("V1").stream().anyMatch(s -> s.nanos() == bad), site.connector::health);
      List<Sample> tail = site.signals.samples("V1").stream().filter(s -> Set.of(nan, early, bad).contains(s.nanos())).toList();
      assertEquals(List.of(nan, early, bad), tail.stream().map(Sample::nanos).toList());
      assertTrue(Double.isNaN(tail.get(0).value()));
      assertEquals(42, tail.get(1).value());
      assertEquals(Quality.BAD, tail.get(2).quality());
      SignalCount count = site.connector.intake().orElseThrow().counts().values().iterator().next();
      assertEquals(1, count.outOfOrder());
      assertTrue(count.notGood() >= 1);
    }
  }

  @Test
  void aNodeThatDoesNotExistIsNamedAndTheOthersAreRead() throws Exception {
    try (Site site = new Site(directory, Map.of("nodes", new String[] {"ns=2;s=radiator-1/V1=V1;1", "ns=2;s=radiator-1/V99=V99;1"}))
        .trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      assertEquals(Health.Status.DEGRADED, site.connector.health().status());
      assertEquals("SP-OPCUA-0009", site.connector.status().problem().orElseThrow().code());
      assertTrue(site.connector.health().detail().contains("V99"), site.connector.health().detail());
    }
  }

  @Test
  void stopLeavesNoThreadAndStartWorksAgain() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant()) {
      for (int i = 0; i < 3; i++) {
        site.connector.start();
        site.awaitState(LinkState.LIVE);
        site.awaitFlow();
        site.connector.stop();
        int delivered = site.signals.count();
        assertEquals(Set.of(), threads());
        site.publish(5);
        assertEquals(delivered, site.signals.count());
      }
      assertEquals(LinkState.STOPPED, site.connector.status().state());
    }
  }

  @Test
  void stopEndsAnAttemptUnderWay() {
    try (Site site = new Site(directory)) {
      site.connector.start();
      site.awaitState(LinkState.ABSENT);
      site.connector.stop();
      assertEquals(Set.of(), threads());
    }
  }

  /** Threads of the connector, and those that Milo shares among clients: neither may be left. The wheel timer is the plant's. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
        .filter(n -> n.startsWith(LinkThreads.PREFIX) || n.startsWith("milo-") && !n.equals("milo-netty-wheel-timer")).collect(Collectors.toSet());
  }
}
