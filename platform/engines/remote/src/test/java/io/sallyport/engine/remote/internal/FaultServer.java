package io.sallyport.engine.remote.internal;

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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of the protocol, written from its specification, that can be made to misbehave: one model {@code doubler} 1 whose output {@code y}
 * is twice its input {@code x}, FP32[1,3].
 */
final class FaultServer implements AutoCloseable {
  /** Answers one inference call in a way of its own. */
  interface Fault {
    void answer(HttpExchange exchange, float[] doubled) throws IOException;
  }

  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
  }

  static final String MODEL = "/v2/models/doubler/versions/1";
  final AtomicInteger calls = new AtomicInteger();
  volatile String extensions = "[\"binary_tensor_data\"]";
  volatile String outputShape = "[1, 3]";
  volatile String versions = "[\"1\"]";
  volatile String token = "";
  volatile int ready = 200;
  volatile Fault fault;
  volatile boolean sawBinary;
  /** Answers nothing at all. */
  volatile boolean mute;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FaultServer(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (mute) {
        hang();
      }
      String path = exchange.getRequestURI().getPath();
      if (!token.isEmpty() && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        json(exchange, 401, "{\"error\": \"no token\"}");
      } else if (path.equals("/v2")) {
        json(exchange, 200, "{\"name\": \"test\", \"version\": \"1\", \"extensions\": " + extensions + "}");
      } else if (path.equals(MODEL + "/ready")) {
        json(exchange, ready, "");
      } else if (path.equals(MODEL)) {
        json(exchange, 200, "{\"name\": \"doubler\", \"versions\": " + versions + ", \"platform\": \"test\", \"inputs\": [{\"name\": \"x\", \"datatype\": \"FP32\", \"shape\": [-1, 3]}], "
            + "\"outputs\": [{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": " + outputShape + "}]}");
      } else if (path.equals(MODEL + "/infer")) {
        calls.incrementAndGet();
        float[] doubled = read(exchange);
        Fault now = fault;
        if (now == null) {
          good(exchange, doubled);
        } else {
          now.answer(exchange, doubled);
        }
      } else {
        json(exchange, 404, "{\"error\": \"unknown model\"}");
      }
    }
  }

  private float[] read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String header = exchange.getRequestHeaders().getFirst("Inference-Header-Content-Length");
    sawBinary = header != null;
    int end = header == null ? body.length : Integer.parseInt(header);
    JsonObject input = Json.parseObject(Arrays.copyOf(body, end), "request").objects("inputs").get(0);
    float[] values = new float[3];
    if (header == null) {
      List<Object> data = input.array("data");
      for (int i = 0; i < values.length; i++) {
        values[i] = ((Number) data.get(i)).floatValue();
      }
    } else {
      ByteBuffer.wrap(body, end, body.length - end).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] *= 2;
    }
    return values;
  }

  /** As it should be, in the form in which it was asked. */
  void good(HttpExchange exchange, float[] values) throws IOException {
    if (sawBinary) {
      binary(exchange, "{\"model_name\": \"doubler\", \"model_version\": \"1\", \"outputs\": [{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"parameters\": {\"binary_data_size\": 12}}]}", raw(values));
    } else {
      json(exchange, 200, "{\"model_name\": \"doubler\", \"model_version\": \"1\", \"outputs\": [{\"name\": \"y\", \"datatype\": \"FP32\", \"shape\": [1, 3], \"data\": [" + list(values) + "]}]}");
    }
  }

  static byte[] raw(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  static String list(float[] values) {
    List<String> texts = new ArrayList<>();
    for (float value : values) {
      texts.add(Float.toString(value));
    }
    return String.join(", ", texts);
  }

  static void binary(HttpExchange exchange, String header, byte[] tensors) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(tensors);
    exchange.getResponseHeaders().set("Inference-Header-Content-Length", Integer.toString(header.length()));
    exchange.sendResponseHeaders(200, body.size());
    exchange.getResponseBody().write(body.toByteArray());
  }

  static void json(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Does not come back before the server ends. */
  void hang() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
