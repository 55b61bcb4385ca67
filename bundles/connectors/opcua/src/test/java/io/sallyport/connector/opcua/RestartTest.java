package io.sallyport.connector.opcua;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.testkit.Await;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes and comes back. */
class RestartTest {
  @TempDir Path directory;

  @Test
  void dataComesAgainAfterTheServerRestarted() throws Exception {
    try (Site site = new Site(directory, Map.of("reconnect.max.ms", 20_000)).trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      for (int i = 0; i < 2; i++) {
        site.stopPlant();
        Await.until("loss noticed", () -> site.connector.status().state() != LinkState.LIVE, site.connector::health);
        site.startPlant();
        site.awaitState(LinkState.LIVE);
        site.awaitFlow();
      }
      assertTrue(site.audit.entries("opcua.lost").size() >= 2);
      assertTrue(site.audit.entries("opcua.connected").size() >= 3);
    }
  }

  @Test
  void dataComesAgainAfterALongAbsence() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      site.stopPlant();
      site.awaitState(LinkState.ABSENT);
      site.startPlant();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
    }
  }

  @Test
  void aNodeIsFoundAgainWhenTheServerRestartsWithOtherNamespaceIndexes() throws Exception {
    try (Site site = new Site(directory).trusting().startPlant()) {
      site.connector.start();
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
      site.stopPlant();
      Await.until("loss noticed", () -> site.connector.status().state() != LinkState.LIVE, site.connector::health);
      site.startPlant(3);
      site.awaitState(LinkState.LIVE);
      site.awaitFlow();
    }
  }
}
