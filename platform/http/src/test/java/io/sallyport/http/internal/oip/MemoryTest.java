package io.sallyport.http.internal.oip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What requests hold, bodies, tensors and answers, is counted before it is taken, and never becomes more than it may. */
@Timeout(120)
class MemoryTest {
  private static final String HELD = "sallyport_http_inference_memory_bytes";
  private static final String PEAK = "sallyport_http_inference_memory_peak_bytes";
  /** A body of 180 KB, tensors of 720 KB each way: beyond what a place has anyway, and given back after each request. */
  private static final int VALUES = 90_000;
  private static final String MANY = question("many", VALUES);

  @TempDir
  Path data;

  /** Small in JSON, eight bytes a value in memory. */
  private static String question(String id, int values) {
    return "{\"id\":\"" + id + "\",\"parameters\":{\"binary_data_output\":true},"
        + "\"inputs\":[{\"name\":\"FP64\",\"datatype\":\"FP64\",\"shape\":[" + values / 3 + ",3],\"data\":[" + "0,".repeat(values - 1) + "0]}]}";
  }

  private Wire wire(long most) throws Exception {
    return new Wire(Files.createTempDirectory(data, "wire"), TestSettings.DEFAULT.bounded(32, 1 << 20, most));
  }

  /** What a request needs at its height, found by asking. */
  private long need(String body) throws Exception {
    try (Wire wire = wire(64 << 20)) {
      assertEquals(200, wire.infer(body).statusCode());
      return wire.figure(PEAK);
    }
  }

  @Test
  void aRequestThatJustFitsIsServedAndOneByteMoreIsTooMuchForEver() throws Exception {
    long need = need(MANY);
    assertTrue(need >= MANY.length() + 2L * VALUES * 8, "body and tensors both ways: " + need);
    try (Wire wire = wire(Math.max(1 << 20, need))) {
      assertEquals(200, wire.infer(MANY).statusCode());
      assertEquals(need, wire.figure(PEAK));
    }
    try (Wire wire = wire(need - 1)) {
      for (int i = 0; i < 3; i++) {
        Wire.assertRefused(413, "SP-HTTP-0080", wire.infer(MANY));
      }
      assertTrue(wire.figure(PEAK) < need);
      assertEquals(0, wire.figure(HELD), "what was taken until then is given back");
      assertEquals(200, wire.infer(question("few", 9)).statusCode());
    }
  }

  @Test
  void theAnswerInJsonCountsToo() throws Exception {
    String json = MANY.replace("\"binary_data_output\":true", "\"binary_data_output\":false");
    long need = need(json);
    assertTrue(need >= need(MANY) + VALUES * 4L, "0.0, each: " + need);
    try (Wire wire = wire(need - 1)) {
      Wire.assertRefused(413, "SP-HTTP-0080", wire.infer(json));
    }
  }

  @Test
  void aBodyWithoutALengthCountsAsItGrows() throws Exception {
    byte[] body = MANY.getBytes(StandardCharsets.US_ASCII);
    try (Wire wire = wire(64 << 20)) {
      assertEquals(200, withoutLength(wire, body).statusCode());
      assertTrue(wire.figure(PEAK) >= body.length + 2L * VALUES * 8);
    }
  }

  private static HttpResponse<String> withoutLength(Wire wire, byte[] body) {
    return wire.text(wire.to("/v2/models/echo/infer").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
  }

  @Test
  void whatOthersHoldIsNotThereAndARequestThatJustFitsBesideThemIs() throws Exception {
    long together = besideTwo(64 << 20, 200);
    assertTrue(together >= 2 * (MANY.length() + 2L * VALUES * 8), "both, and the third: " + together);
    assertEquals(together, besideTwo(together, 200));
    assertTrue(besideTwo(together - 1, 503) < together);
  }

  /** Has a small request come while two large ones are at work. @return the most that all held until it was answered */
  private long besideTwo(long most, int status) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(2);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch atWork = new CountDownLatch(2);
    try (Wire wire = wire(most)) {
      wire.models.first = request -> {
        if (request.correlation().equals("many")) {
          atWork.countDown();
          await(go);
        }
      };
      List<Future<HttpResponse<String>>> held = List.of(clients.submit(() -> wire.infer(MANY)), clients.submit(() -> wire.infer(MANY)));
      await(atWork);
      HttpResponse<String> third = wire.infer(question("few", 900));
      assertEquals(status, third.statusCode());
      assertEquals(status == 503, third.body().startsWith("{\"error\":\"SP-HTTP-0014: "), third::body);
      assertEquals(status == 503, third.headers().firstValue("Retry-After").equals(Optional.of("1")));
      long peak = wire.figure(PEAK);
      go.countDown();
      for (Future<HttpResponse<String>> one : held) {
        assertEquals(200, one.get().statusCode(), "who was at work first is served");
      }
      assertEquals(200, wire.infer(question("few", 900)).statusCode(), "and then who came too early");
      return peak;
    } finally {
      go.countDown();
      clients.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Of whatever size, in JSON and binary, with a length and without: together they never hold more, some are served, and in the end all is given back. */
  @Test
  void manyAtOnceNeverHoldMoreTogether() throws Exception {
    long most = 3L << 20;
    ExecutorService clients = Executors.newFixedThreadPool(12);
    try (Wire wire = wire(most)) {
      List<CompletableFuture<List<Integer>>> all = new ArrayList<>();
      for (int client = 0; client < 12; client++) {
        int first = client;
        all.add(CompletableFuture.supplyAsync(() -> {
          List<Integer> statuses = new ArrayList<>();
          for (int i = 0; i < 12; i++) {
            String body = question("c", 30_000 * (1 + (first + i) % 3)).replace("true", (first + i) % 2 == 0 ? "true" : "false");
            byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
            statuses.add((first % 3 == 0 ? withoutLength(wire, bytes) : wire.infer(body)).statusCode());
          }
          return statuses;
        }, clients));
      }
      List<Integer> statuses = new ArrayList<>();
      for (CompletableFuture<List<Integer>> one : all) {
        statuses.addAll(one.get());
      }
      assertTrue(statuses.stream().allMatch(status -> status == 200 || status == 503), statuses::toString);
      assertTrue(statuses.contains(200), statuses::toString);
      assertTrue(wire.figure(PEAK) <= most, () -> "peak " + wire.figure(PEAK));
      assertEquals(most, wire.figure("sallyport_http_inference_memory_limit_bytes"));
      assertEquals(200, wire.infer(question("c", 60_000)).statusCode(), "what is kept for next requests makes room");
    } finally {
      clients.shutdownNow();
    }
  }
}
