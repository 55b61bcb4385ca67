package io.sallyport.connector.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.testkit.Await;
import io.sallyport.testkit.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cable that is cut: what was missed meanwhile. */
class BackfillTest {
  @TempDir Path directory;

  @Test
  void whatWasMissedWhileTheCableWasCutIsReadFromTheServersHistoryInOrderAndOnce() throws Exception {
    try (Site site = Site.relayed(directory, Map.of("queue.size", 10)).trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      List<Long> sent = new ArrayList<>();
      for (int gap = 0; gap < 2; gap++) {
        sent.add(site.publish(1));
        long before = sent.get(sent.size() - 1);
        Await.until("sample before the cut", () -> site.good("V1").stream().anyMatch(s -> s.nanos() == before), site.connector::health);
        site.relay.cut();
        Await.until("loss noticed", () -> site.connector.status().state() != LinkState.LIVE, site.connector::health);
        for (int i = 0; i < 1500; i++) {
          sent.add(site.publish(i));
        }
        if (gap == 1) {
          site.awaitState(LinkState.ABSENT);
        }
        site.relay.mend();
        site.awaitState(LinkState.LIVE);
      }
      long last = site.publish(3);
      sent.add(last);
      for (int sensor = 1; sensor <= 9; sensor++) {
        String name = "V" + sensor;
        Await.until("last sample of " + name, () -> site.good(name).stream().anyMatch(s -> s.nanos() == last), site.connector::health);
        List<Long> got = site.good(name).stream().map(Sample::nanos).filter(t -> t >= sent.get(0)).toList();
        assertEquals(sent, got, name);
      }
      assertTrue(site.connector.intake().orElseThrow().counts().values().iterator().next().filled() >= 2900, site.connector.health().detail());
    }
  }

  @Test
  void aGapStaysWhenBackfillIsOff() throws Exception {
    try (Site site = Site.relayed(directory, Map.of("queue.size", 10, "backfill.max.ms", 0)).trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      site.relay.cut();
      site.awaitState(LinkState.ABSENT);
      for (int i = 0; i < 500; i++) {
        site.publish(i);
      }
      site.relay.mend();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      assertEquals(0, site.connector.intake().orElseThrow().counts().values().iterator().next().filled());
      assertTrue(site.good("V1").size() < 500);
    }
  }
}
