package io.sallyport.connector.opcua;

import io.sallyport.itests.plant.FreePort;
import io.sallyport.itests.plant.Plant;
import io.sallyport.itests.plant.PlantOptions;
import io.sallyport.itests.plant.Row;
import io.sallyport.testkit.Await;
import io.sallyport.testkit.Config;
import io.sallyport.testkit.Sample;
import io.sallyport.testkit.TestAudit;
import io.sallyport.testkit.TestPlatform;
import io.sallyport.testkit.TestSignals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real plant and a real connector. */
final class Site implements AutoCloseable {
  static final String USER = "sallyport";
  static final String SECRET = "plant";
  static final String PASSWORD = "Pässword-€-1";

  final int port = FreePort.next();
  final TestPlatform platform = TestPlatform.inRealTime().allowThreads("milo-netty-wheel-timer");
  final Path plantData;
  final TestSignals signals = platform.signals();
  final TestAudit audit = platform.audit();
  final OpcUaConnector connector;
  Plant plant;
  final Relay relay = new Relay(port);
  private long nextNanos = Instant.now().getEpochSecond() * 1_000_000_000L;

  Site(Path directory) {
    this(directory, Map.of());
  }

  /** The connector reaches the plant through a cable that can be cut. */
  static Site relayed(Path directory, Map<String, ?> adjust) {
    return new Site(directory, adjust, true);
  }

  /** @param adjust configuration that differs from that of the tests */
  Site(Path directory, Map<String, ?> adjust) {
    this(directory, adjust, false);
  }

  private Site(Path directory, Map<String, ?> adjust, boolean relayed) {
    plantData = directory.resolve("plant");
    writePassword(PASSWORD);
    connector = new OpcUaConnector(signals, audit, platform.files(), platform.clock(), config(relayed ? relay.port() : port, adjust));
  }

  private static OpcUaConfig config(int port, Map<String, ?> adjust) {
    Map<String, Object> all = new HashMap<>(Map.of("endpoint.url", "opc.tcp://127.0.0.1:" + port + "/plant", "user.name", USER, "password.secret", SECRET,
        "asset", "radiator-1", "reconnect.max.ms", 300, "publishing.interval.ms", 20, "nodes", nodes("ns=2;")));
    all.putAll(adjust);
    return Config.of(OpcUaConfig.class, all);
  }

  static String nodes(String namespace) {
    StringBuilder nodes = new StringBuilder();
    for (int i = 1; i <= Row.SENSORS; i++) {
      nodes.append(i == 1 ? "" : ", ").append(namespace).append("s=radiator-1/V").append(i).append("=V").append(i).append(";1");
    }
    return nodes.toString();
  }

  void writePassword(String password) {
    platform.files().put(SECRET, password);
  }

  /** Each trusts the other's certificate; the plant starts once to make its own. */
  Site trusting() throws IOException {
    connector.prepare();
    copy(certificates().resolve("own/connector.der"), plantData.resolve("trusted"));
    startPlant();
    stopPlant();
    copy(plantData.resolve("plant.der"), certificates().resolve("trusted"));
    return this;
  }

  Site startPlant() {
    return startPlant(0);
  }

  Site startPlant(int namespacesBefore) {
    plant = Plant.start(new PlantOptions(port, plantData, USER, PASSWORD, false, namespacesBefore));
    return this;
  }

  void stopPlant() {
    plant.close();
    plant = null;
  }

  /** Publishes one row, 20 ms after the one before. @return its source time */
  long publish(double value) {
    nextNanos += 20_000_000;
    publish(value, nextNanos);
    return nextNanos;
  }

  /** Publishes one row whose sensor n shows {@code value + n - 1}. */
  void publish(double value, long nanos) {
    double[] values = new double[Row.SENSORS];
    for (int i = 0; i < values.length; i++) {
      values[i] = value + i;
    }
    plant.publish(new Row(0, values, 0, 0), nanos);
  }

  void awaitState(LinkState state) {
    Await.until("state " + state, () -> connector.status().state() == state, connector::health);
  }

  /** Publishes rows until one arrives. */
  void awaitFlow() {
    int before = good("V1").size();
    Await.until("data", () -> {
      publish(1);
      return good("V1").size() > before;
    }, connector::health);
  }

  /** Samples that carry a good value. */
  List<Sample> good(String name) {
    return signals.samples(name).stream().filter(Sample::good).toList();
  }

  Path certificates() {
    return platform.files().directory();
  }

  static List<Path> files(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  static void copy(Path file, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.copy(file, directory.resolve(file.getFileName()));
  }

  @Override
  public void close() {
    connector.stop();
    relay.close();
    if (plant != null) {
      plant.close();
    }
    platform.close();
  }
}
