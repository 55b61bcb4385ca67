package io.sallyport.http.internal.oip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import io.sallyport.trust.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tensors of more than one read: straight into the model's memory up to a bound, by way of the heap beyond it and where no length is declared. */
@Timeout(120)
class LargeBodyTest {
  private static final int BEYOND = DirectSlab.LARGEST_KEPT / 12 + 100;

  @TempDir
  static Path data;
  private static Wire wire;

  @BeforeAll
  static void start() throws Exception {
    wire = new Wire(data, TestSettings.DEFAULT.bounded(4, 8 << 20, 64 << 20));
  }

  @AfterAll
  static void stop() throws Exception {
    wire.close();
  }

  @Test
  void arriveAsTheyWereSent() {
    for (int rows : List.of(50_000, 11, 50_001, BEYOND, 50_000)) {
      assertEchoed(rows, true);
      assertEchoed(rows, false);
    }
  }

  /** Bytes, then floats, which begin where engines do not like it. */
  private static void assertEchoed(int rows, boolean declared) {
    byte[] bytes = new byte[33];
    byte[] floats = new byte[rows * 12];
    new Random(rows).nextBytes(bytes);
    new Random(rows + 1).nextBytes(floats);
    byte[] json = ("{\"parameters\":{\"binary_data_output\":true},\"inputs\":[" + input("UINT8", 11, bytes.length) + "," + input("FP32", rows, floats.length) + "]}")
        .getBytes(StandardCharsets.UTF_8);
    HttpResponse<byte[]> response = send(json, declared, json, bytes, floats);
    assertEquals(200, response.statusCode(), () -> new String(response.body(), StandardCharsets.UTF_8));
    int length = Integer.parseInt(response.headers().firstValue(Body.HEADER).orElseThrow());
    boolean bytesFirst = Json.parseObject(Arrays.copyOf(response.body(), length), "answer").objects("outputs").get(0).string("datatype").equals("UINT8");
    byte[] answer = Arrays.copyOfRange(response.body(), length, response.body().length);
    assertArrayEquals(bytesFirst ? joined(bytes, floats) : joined(floats, bytes), answer, rows + " rows, declared " + declared);
  }

  @Test
  void whatDisagreesIsRefusedAndTheNextRequestServed() {
    byte[] json = ("{\"inputs\":[" + input("FP32", 50_000, 600_000) + "]}").getBytes(StandardCharsets.UTF_8);
    for (boolean declared : new boolean[] {true, false}) {
      for (int size : new int[] {599_999, 600_001}) {
        assertRefused(send(json, declared, json, new byte[size]));
      }
      HttpResponse<byte[]> beyond = send(new byte[700_000], declared, json, new byte[600_000]);
      assertRefused(beyond);
    }
    assertEchoed(50_000, true);
  }

  private static void assertRefused(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(400, response.statusCode(), text);
    assertTrue(text.contains("SP-HTTP-0016"), text);
  }

  private static String input(String type, int rows, int bytes) {
    return "{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":[%d,3],\"parameters\":{\"binary_data_size\":%d}}".formatted(type, type, rows, bytes);
  }

  /** @param json as long as the request says that the JSON document is */
  private static HttpResponse<byte[]> send(byte[] json, boolean declared, byte[]... parts) {
    byte[] body = joined(parts);
    BodyPublisher publisher = declared ? BodyPublishers.ofByteArray(body) : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    return wire.bytes(wire.to("/v2/models/echo/infer").header(Body.HEADER, Integer.toString(json.length)).header("Content-Type", "application/octet-stream").POST(publisher));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
