package io.sallyport.capability.predictivemaintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.lifecycle.Health;
import io.sallyport.api.signal.SignalSink;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.OfflineAudit;
import io.sallyport.operations.InsightQuery;
import io.sallyport.operations.Insights;
import io.sallyport.operations.Signals;
import io.sallyport.operations.StoredInsight;
import io.sallyport.operations.StoredWorkOrder;
import io.sallyport.operations.WorkOrders;
import io.sallyport.testkit.Await;
import io.sallyport.testkit.InstalledBundle;
import io.sallyport.testkit.NextVersion;
import io.sallyport.testkit.TestPlugin;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged capability beside the packaged operations bundle in a real framework: real rows in at the signal sink, model on the real
 * ONNX Runtime, insights and work orders in a real database, entries in a real audit log; and one version swapped for the next.
 */
class CapabilityIT {
  private static final Path BUNDLE = Path.of(System.getProperty("bundle"));
  private static final int MOST_WAITING = 2_000;

  @TempDir
  Path folder;

  private int sent;

  @Test
  void rowsBecomeInsightsAndWorkOrdersAcrossASwap() throws Exception {
    List<String[]> rows = Replay.rows();
    try (OnnxModel model = OnnxModel.open(Replay.MODELS.resolve("1.0.0"));
        OfflineAudit audit = OfflineAudit.open(folder);
        Container container = new Container(database(), audit.log(), model)) {
      InstalledBundle first = container.install(BUNDLE);
      TestPlugin one = first.plugin().prepare().provePassing();
      send(container, rows, 50);
      assertTrue(container.service(Signals.class).consumers().isEmpty(), "passive until started");

      one.start();
      send(container, rows, 2_000); // over the end of the second episode
      assertEquals(2, insights(container).size());
      assertEquals(Health.Status.OK, one.health().status(), one.health().detail());

      TestPlugin two = container.install(NextVersion.of(BUNDLE, "1.0.1", folder)).plugin().prepare().provePassing().start();
      one.stop();
      send(container, rows, rows.size());
      assertEquals(1, container.service(Signals.class).consumers().size());
      two.stop();
      first.uninstall();

      List<StoredInsight> insights = insights(container);
      List<StoredWorkOrder> orders = container.service(WorkOrders.class).list(100);
      assertEquals(8, insights.size());
      assertTrue(insights.stream().noneMatch(StoredInsight::open));
      assertEquals(7, orders.size());
      assertTrue(orders.stream().allMatch(order -> order.capability().equals("predictive-maintenance")));
      assertEquals(0, container.service(Signals.class).list().get(0).dropped());
      assertRecorded(audit.log(), insights.size(), orders.size());
    }
  }

  @Test
  void aChangedConfigurationIsTakenUpAndABadOneIsShown() throws Exception {
    try (OnnxModel model = OnnxModel.open(Replay.MODELS.resolve("1.0.0"));
        OfflineAudit audit = OfflineAudit.open(folder);
        Container container = new Container(database(), audit.log(), model)) {
      TestPlugin plugin = container.install(BUNDLE).plugin().prepare().provePassing().start();
      container.configure(Map.of("window.rows", "0"));
      Await.until("degraded", () -> plugin.health().status() == Health.Status.DEGRADED);
      assertTrue(plugin.health().detail().contains("window.rows"), plugin.health().detail());
      assertTrue(container.service(Signals.class).consumers().isEmpty());
      container.configure(Map.of("window.rows", "16", "work.order.severity", "CRITICAL"));
      Await.until("healthy", () -> plugin.health().status() == Health.Status.OK && !container.service(Signals.class).consumers().isEmpty());
      send(container, Replay.rows(), 1_100);
      assertEquals(1, insights(container).size());
      plugin.stop();
      assertTrue(container.service(Signals.class).consumers().isEmpty());
    }
  }

  private static List<StoredInsight> insights(Container container) {
    return container.service(Insights.class).list(InsightQuery.newest(100));
  }

  private static void assertRecorded(AuditLog log, int insights, int orders) {
    List<String> entries = log.read(0, 1_000).stream().map(entry -> entry.json().string("type") + " " + entry.json().string("action")).toList();
    assertEquals(insights, Collections.frequency(entries, "insight.raised raise"));
    assertEquals(insights, Collections.frequency(entries, "insight.raised close"));
    assertEquals(orders, Collections.frequency(entries, "workorder.created create"));
    assertTrue(log.verify().intact());
  }

  /** Sends rows up to the given one, no faster than they are taken, and waits until all are taken. */
  private void send(Container container, List<String[]> rows, int until) {
    SignalSink sink = container.service(SignalSink.class);
    Signals signals = container.service(Signals.class);
    for (; sent < until; sent++) {
      Replay.send(sink::accept, rows.get(sent), Replay.START + sent * Replay.PERIOD);
      Await.until("room", () -> signals.consumers().stream().allMatch(consumer -> consumer.queued() < MOST_WAITING));
    }
    long all = signals.consumers().stream().mapToLong(consumer -> consumer.delivered() + consumer.queued()).sum();
    Await.until("all taken", () -> signals.consumers().stream().allMatch(consumer -> consumer.queued() == 0)
        && signals.consumers().stream().mapToLong(consumer -> consumer.delivered() + consumer.withheld() + consumer.failed()).sum() >= all);
  }

  private static EmbeddedDataSource database() {
    EmbeddedDataSource source = new EmbeddedDataSource();
    source.setDatabaseName("memory:" + UUID.randomUUID());
    source.setCreateDatabase("create");
    return source;
  }
}
