package io.sallyport.engine.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.AuditLog;
import io.sallyport.inference.engine.EngineException;
import io.sallyport.inference.engine.RemoteFailure;
import io.sallyport.inference.engine.RemoteFailure.Kind;
import io.sallyport.inference.engine.RemoteModel;
import io.sallyport.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The client against a server that does what the protocol says, and against one that does not. */
class OipModelTest {
  private record Bad(String how, Kind kind, String code, FaultServer.Fault fault) {}

  @TempDir Path data;
  private FaultServer server;
  private Site site;

  @BeforeEach
  void start() {
    server = new FaultServer(0);
    site = new Site(data).set("timeout_ms", 20_000);
    site.configure("http://127.0.0.1:" + server.port());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RemoteModel verified() {
    RemoteModel model = site.model();
    model.verify(model.patience());
    return model;
  }

  private static float[] doubled(RemoteModel model) {
    float[] values = new float[3];
    model.run(Site.inputs(0.1f, -2, 1e-7f)).get("y").floats().get(values);
    return values;
  }

  @Test
  void tensorsTravelInBinaryIfTheServerCan() {
    assertEquals(List.of(0.2f, -4f, 2e-7f), boxed(doubled(verified())));
    assertTrue(server.sawBinary);
  }

  @Test
  void elseAsJsonWithTheSameNumbers() {
    server.extensions = "[]";
    assertEquals(List.of(0.2f, -4f, 2e-7f), boxed(doubled(verified())));
    assertFalse(server.sawBinary);
    server.extensions = "[\"binary_tensor_data\"]";
    site.set("encoding", "json").configure("http://127.0.0.1:" + server.port());
    doubled(verified());
    assertFalse(server.sawBinary);
  }

  private static List<Float> boxed(float[] values) {
    List<Float> all = new ArrayList<>();
    for (float value : values) {
      all.add(value);
    }
    return all;
  }

  @Test
  void connectionsAreKept() throws Exception {
    RemoteModel model = verified();
    for (int i = 0; i < 50; i++) {
      doubled(model);
    }
    assertTrue(connections(server.port()) <= 2, "connections: " + connections(server.port()));
  }

  /** Connections to the port, open or just closed, as the kernel knows them. */
  private static long connections(int port) throws IOException {
    String hex = String.format(":%04X", port);
    try (Stream<String> tcp = Stream.concat(Files.lines(Path.of("/proc/self/net/tcp")), Files.lines(Path.of("/proc/self/net/tcp6")))) {
      return tcp.map(line -> line.trim().split("\\s+")).filter(words -> words.length > 3 && words[2].endsWith(hex) && !words[3].equals("0A")).count();
    }
  }

  @TestFactory
  Stream<DynamicTest> whatAServerCanDoWrong() {
    String head = "{\"model_name\": \"doubler\", \"model_version\": \"1\", \"outputs\": [";
    List<Bad> all = List.of(
        new Bad("too slow", Kind.FAILED, "SP-MODEL-0059", (exchange, values) -> server.hang()),
        new Bad("drips", Kind.FAILED, "SP-MODEL-0059", (exchange, values) -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(' ');
          exchange.getResponseBody().flush();
          server.hang();
        }),
        new Bad("ends within the answer", Kind.LOST, "SP-MODEL-0058", (exchange, values) -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(' ');
          throw new IOException("on purpose");
        }),
        new Bad("ends without an answer", Kind.LOST, "SP-MODEL-0058", (exchange, values) -> {
          throw new IOException("on purpose");
        }),
        new Bad("another shape", Kind.LOST, "SP-MODEL-0063", (exchange, values) ->
            FaultServer.binary(exchange, head + "{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [3, 1], \"parameters\": {\"binary_data_size\": 12}}]}", FaultServer.raw(values))),
        new Bad("another type", Kind.LOST, "SP-MODEL-0063", (exchange, values) ->
            FaultServer.binary(exchange, head + "{\"name\": \"y\", \"datatype\": \"INT32\", \"shape\": [1, 3], \"parameters\": {\"binary_data_size\": 12}}]}", FaultServer.raw(values))),
        new Bad("fewer bytes than the shape needs", Kind.LOST, "SP-MODEL-0063", (exchange, values) ->
            FaultServer.binary(exchange, head + "{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"parameters\": {\"binary_data_size\": 8}}]}", FaultServer.raw(new float[2]))),
        new Bad("more bytes than it says", Kind.LOST, "SP-MODEL-0063", (exchange, values) ->
            FaultServer.binary(exchange, head + "{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"parameters\": {\"binary_data_size\": 12}}]}", FaultServer.raw(new float[4]))),
        new Bad("a header longer than the body", Kind.LOST, "SP-MODEL-0063", (exchange, values) -> {
          exchange.getResponseHeaders().set("Inference-Header-Content-Length", "5000");
          FaultServer.json(exchange, 200, "{}");
        }),
        new Bad("an output is missing", Kind.LOST, "SP-MODEL-0063", (exchange, values) -> FaultServer.json(exchange, 200, head + "]}")),
        new Bad("an output unasked", Kind.LOST, "SP-MODEL-0063", (exchange, values) ->
            FaultServer.json(exchange, 200, head + "{\"name\": \"z\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"data\": [1, 2, 3]}]}")),
        new Bad("too few values", Kind.LOST, "SP-MODEL-0063", (exchange, values) ->
            FaultServer.json(exchange, 200, head + "{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"data\": [[1, 2]]}]}")),
        new Bad("text among the values", Kind.LOST, "SP-MODEL-0063", (exchange, values) ->
            FaultServer.json(exchange, 200, head + "{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"data\": [1, 2, \"3\"]}]}")),
        new Bad("another version answers", Kind.LOST, "SP-MODEL-0063", (exchange, values) ->
            FaultServer.json(exchange, 200, "{\"model_name\": \"doubler\", \"model_version\": \"2\", \"outputs\": [{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"data\": [1, 2, 3]}]}")),
        new Bad("no JSON", Kind.LOST, "SP-MODEL-0063", (exchange, values) -> FaultServer.json(exchange, 200, "<html>")),
        new Bad("huge", Kind.LOST, "SP-MODEL-0063", (exchange, values) -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] block = new byte[1 << 16];
          for (int i = 0; i < 64; i++) {
            exchange.getResponseBody().write(block);
          }
        }),
        new Bad("an error of its own", Kind.FAILED, "SP-MODEL-0060", (exchange, values) -> FaultServer.json(exchange, 500, "{\"error\": \"out of memory\"}")),
        new Bad("the model is gone", Kind.LOST, "SP-MODEL-0060", (exchange, values) -> FaultServer.json(exchange, 404, "{\"error\": \"unknown\"}")),
        new Bad("elsewhere", Kind.FAILED, "SP-MODEL-0060", (exchange, values) -> {
          exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + server.port() + "/v2");
          FaultServer.json(exchange, 307, "");
        }),
        new Bad("busy", Kind.BUSY, "SP-MODEL-0061", (exchange, values) -> FaultServer.json(exchange, 503, "")));
    return all.stream().map(bad -> DynamicTest.dynamicTest(bad.how, () -> {
      try (FaultServer own = new FaultServer(0)) {
        server = own;
        site = new Site(data).set("timeout_ms", bad.code.equals("SP-MODEL-0059") ? 1_000 : 20_000).set("response_max_mib", 1);
        site.configure("http://127.0.0.1:" + own.port());
        RemoteModel model = verified();
        doubled(model);
        own.fault = bad.fault;
        RemoteFailure failure = assertThrows(RemoteFailure.class, () -> doubled(model));
        assertEquals(bad.code, failure.refusal().orElseThrow().code(), failure::getMessage);
        assertEquals(bad.kind, failure.kind(), failure::getMessage);
        assertEquals(2, own.calls.get(), "a call that may have been sent is not sent again");
        own.fault = null;
        doubled(model);
      }
    }));
  }

  @Test
  void aServerThatAsksForPatienceIsLeftAlone() {
    RemoteModel model = verified();
    server.fault = (exchange, values) -> {
      exchange.getResponseHeaders().set("Retry-After", "30");
      FaultServer.json(exchange, 503, "");
    };
    for (int i = 0; i < 3; i++) {
      assertEquals(Kind.BUSY, assertThrows(RemoteFailure.class, () -> doubled(model)).kind());
    }
    assertEquals(1, server.calls.get());
    model.verify(model.patience());
    server.fault = null;
    doubled(model);
  }

  @Test
  void whereNothingListensIsSaidAtOnceAndComesBack() {
    RemoteModel model = verified();
    int port = server.port();
    server.close();
    RemoteFailure lost = assertThrows(RemoteFailure.class, () -> doubled(model));
    assertEquals("SP-MODEL-0058", lost.refusal().orElseThrow().code());
    assertTrue(lost.getMessage().contains("edge-2"), lost.getMessage());
    assertEquals("SP-MODEL-0058", assertThrows(RefusedException.class, () -> model.verify(model.patience())).refusal().code());
    server = new FaultServer(port);
    model.verify(model.patience());
    doubled(model);
  }

  @Test
  void anotherModelThanDeclaredIsNotVerified() {
    server.outputShape = "[1, 4]";
    refused("SP-MODEL-0062");
    server.outputShape = "[1, -1]";
    verified();
    server.versions = "[\"2\", \"3\"]";
    refused("SP-MODEL-0062");
    server.versions = "[\"1\", \"2\"]";
    server.ready = 400;
    refused("SP-MODEL-0060");
  }

  private void refused(String code) {
    assertEquals(code, assertThrows(RefusedException.class, this::verified).refusal().code());
  }

  @Test
  void withoutAConduitThereIsNoWay() {
    Site none = new Site(data);
    RemoteModel model = none.model();
    assertEquals("SP-MODEL-0056", assertThrows(RefusedException.class, model::configured).refusal().code());
    assertEquals("SP-MODEL-0056", assertThrows(RefusedException.class, () -> model.verify(model.patience())).refusal().code());
    assertTrue(model.path().contains("not configured"), model.path());
    none.configure("http://127.0.0.1:" + server.port());
    model.configured();
    none.conduits.add(new Conduit(data, (AuditLog) null, none.config("ftp://127.0.0.1:1")));
    assertEquals("SP-MODEL-0056", assertThrows(RefusedException.class, model::configured).refusal().code());
  }

  /** What was proved is one address with one configuration; after a change it must be proved again. */
  @Test
  void aChangedConduitMustBeProvedAgain() {
    RemoteModel model = verified();
    site.configure("http://localhost:" + server.port());
    RemoteFailure changed = assertThrows(RemoteFailure.class, () -> doubled(model));
    assertEquals("SP-MODEL-0065", changed.refusal().orElseThrow().code());
    assertEquals(Kind.LOST, changed.kind());
    model.verify(model.patience());
    doubled(model);
    assertEquals(List.of("out to http://127.0.0.1:" + server.port(), "out to http://localhost:" + server.port()), site.recorded.stream().map(entry -> entry.reason().orElseThrow()).toList());
  }

  @Test
  void callsUnderWayAreBounded() throws Exception {
    site.set("calls_max", 1).set("timeout_ms", 1_500).configure("http://127.0.0.1:" + server.port());
    RemoteModel model = verified();
    server.fault = (exchange, values) -> server.hang();
    CompletableFuture<EngineException> first = CompletableFuture.supplyAsync(() -> assertThrows(EngineException.class, () -> doubled(model)));
    while (server.calls.get() == 0) {
      Thread.onSpinWait();
    }
    assertThrows(RemoteFailure.class, () -> doubled(model));
    first.get();
    assertTrue(server.calls.get() <= 2, "calls: " + server.calls);
  }

  @Test
  void runsAfterCloseFail() {
    RemoteModel model = verified();
    model.close();
    assertTrue(assertThrows(EngineException.class, () -> doubled(model)).getMessage().endsWith("is closed"));
  }
}
