package io.sallyport.itests.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is sent to the servers. */
final class HttpCalls {
  private HttpCalls() {}

  static Calls.Call peerBinary(int port, Net net) {
    return caller(port, "POST /" + net.name() + " HTTP/1.1\r\nContent-Type: application/octet-stream", bytes(net));
  }

  static Calls.Call peerJson(int port, Net net) {
    return caller(port, "POST /" + net.name() + " HTTP/1.1\r\nContent-Type: application/json", numbers(net).getBytes(StandardCharsets.US_ASCII));
  }

  /** The Open Inference Protocol, everything in JSON. */
  static Calls.Call json(int port, String token, Net net) {
    String body = "{\"inputs\":[" + tensor(net, "\"data\":" + numbers(net)) + "]}";
    return caller(port, head(net, token) + "\r\nContent-Type: application/json", body.getBytes(StandardCharsets.US_ASCII));
  }

  /** The Open Inference Protocol with its extension for binary tensors, both ways. */
  static Calls.Call binary(int port, String token, Net net) {
    byte[] values = bytes(net);
    byte[] header = ("{\"parameters\":{\"binary_data_output\":true},\"inputs\":[" + tensor(net, "\"parameters\":{\"binary_data_size\":" + values.length + "}") + "]}").getBytes(StandardCharsets.US_ASCII);
    byte[] body = ByteBuffer.allocate(header.length + values.length).put(header).put(values).array();
    return caller(port, head(net, token) + "\r\nContent-Type: application/octet-stream\r\nInference-Header-Content-Length: " + header.length, body);
  }

  /** As many bytes as the others with binary tensors, for {@link WireAlone}. */
  static Calls.Call wire(int port, Net net) {
    return peerBinary(port, net);
  }

  private static String head(Net net, String token) {
    return "POST /v2/models/" + net.name() + "/infer HTTP/1.1\r\nAuthorization: Bearer " + token;
  }

  private static String tensor(Net net, String content) {
    return "{\"name\":\"" + net.input() + "\",\"datatype\":\"FP32\",\"shape\":[" + net.extents().replace('x', ',') + "]," + content + "}";
  }

  private static String numbers(Net net) {
    return IntStream.range(0, net.values().length).mapToObj(i -> Float.toString(net.values()[i])).collect(Collectors.joining(",", "[", "]"));
  }

  private static byte[] bytes(Net net) {
    ByteBuffer bytes = ByteBuffer.allocate(net.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(net.values());
    return bytes.array();
  }

  private static Calls.Call caller(int port, String head, byte[] body) {
    HttpCaller caller = new HttpCaller(port, head, body);
    return new Calls.Call() {
      @Override
      public void run() {
        caller.call();
      }

      @Override
      public void close() {
        caller.close();
      }
    };
  }
}
