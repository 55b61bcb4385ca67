package io.sallyport.itests.appliance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server of the Open Inference Protocol, version 2, written from its specification, that has one model and knows its answers to its golden
 * vectors only: {@code radiator-anomaly} 1.1.0, in binary tensors. Closes with its connections.
 */
public final class RecordedServer implements AutoCloseable {
  private static final String MODEL = "/v2/models/radiator-anomaly/versions/1.1.0";
  private static final String METADATA = """
      {"name": "radiator-anomaly", "versions": ["1.1.0"], "platform": "recorded", "inputs": [{"name": "window", "datatype": "FP32", "shape": [1, 16, 9]}],
       "outputs": [{"name": "reconstruction", "datatype": "FP32", "shape": [1, 16, 9]}, {"name": "score", "datatype": "FP32", "shape": [1, 1]}]}""";

  private final List<JsonObject> vectors;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final double offset;

  /**
   * @param port 0 for any
   * @param offset is added to each output: a server that was changed
   */
  public RecordedServer(int port, JsonObject golden, double offset) {
    this.vectors = golden.objects("vectors");
    this.offset = offset;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case "/v2" -> send(exchange, 200, "{\"name\": \"recorded\", \"version\": \"1\", \"extensions\": [\"binary_tensor_data\"]}".getBytes());
        case MODEL + "/ready" -> send(exchange, 200, new byte[0]);
        case MODEL -> send(exchange, 200, METADATA.getBytes());
        case MODEL + "/infer" -> infer(exchange);
        default -> send(exchange, 404, "{\"error\": \"unknown\"}".getBytes());
      }
    }
  }

  private void infer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int header = Integer.parseInt(exchange.getRequestHeaders().getFirst("Inference-Header-Content-Length"));
    byte[] window = Arrays.copyOfRange(body, header, body.length);
    JsonObject vector = vectors.stream().filter(each -> Arrays.equals(floats(each.object("inputs").array("window"), 0), window)).findFirst().orElse(null);
    if (vector == null) {
      send(exchange, 400, "{\"error\": \"this window was not recorded\"}".getBytes());
      return;
    }
    ByteArrayOutputStream tensors = new ByteArrayOutputStream();
    List<JsonObject> outputs = new ArrayList<>();
    for (String name : List.of("reconstruction", "score")) {
      byte[] values = floats(vector.object("outputs").array(name), offset);
      tensors.writeBytes(values);
      outputs.add(JsonObject.builder().put("name", name).put("datatype", "FP32").put("shape", name.equals("score") ? List.of(1, 1) : List.of(1, 16, 9))
          .put("parameters", JsonObject.builder().put("binary_data_size", values.length).build()).build());
    }
    byte[] json = Json.write(JsonObject.builder().put("model_name", "radiator-anomaly").put("model_version", "1.1.0").put("outputs", outputs).build());
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(json);
    whole.writeBytes(tensors.toByteArray());
    exchange.getResponseHeaders().set("Inference-Header-Content-Length", Integer.toString(json.length));
    send(exchange, 200, whole.toByteArray());
  }

  private static byte[] floats(List<Object> values, double offset) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.size()).order(ByteOrder.LITTLE_ENDIAN);
    values.forEach(value -> bytes.putFloat((float) (((Number) value).doubleValue() + offset)));
    return bytes.array();
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
