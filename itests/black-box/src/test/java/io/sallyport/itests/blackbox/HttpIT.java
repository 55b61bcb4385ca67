package io.sallyport.itests.blackbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.itests.appliance.Appliance;
import io.sallyport.itests.appliance.AuditEntries;
import io.sallyport.itests.appliance.Await;
import io.sallyport.itests.appliance.Closing;
import io.sallyport.itests.appliance.Console;
import io.sallyport.itests.appliance.Generations;
import io.sallyport.itests.appliance.Http;
import io.sallyport.itests.appliance.LiveAppliance;
import io.sallyport.itests.appliance.LiveCalls;
import io.sallyport.itests.appliance.Media;
import io.sallyport.itests.appliance.Project;
import io.sallyport.itests.appliance.Result;
import io.sallyport.itests.appliance.Setup;
import io.sallyport.itests.appliance.User;
import io.sallyport.itests.appliance.forge.DevelopmentKeys;
import io.sallyport.itests.appliance.forge.FaultyModel;
import io.sallyport.itests.appliance.forge.Forge;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import io.sallyport.trust.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import triton.client.InferInput;
import triton.client.InferRequestedOutput;
import triton.client.InferResult;
import triton.client.InferenceException;
import triton.client.InferenceServerClient.InferArguments;
import triton.client.InferenceServerClient;
import triton.client.pojo.DataType;

/** The appliance over HTTP: Open Inference Protocol, tokens, metrics, and what is refused. */
class HttpIT {
  private static final Project PROJECT = Project.here();
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String INFER = "/v2/models/radiator-anomaly/infer";
  private static Appliance appliance;
  private static String token;
  private static JsonObject golden;

  @BeforeAll
  static void boot() throws IOException {
    appliance = LiveAppliance.withModel(PROJECT, Setup.fresh(PROJECT).quick());
    token = appliance.console(User.ADA).run("identity:token-create --json --role operator press-4").json().string("token");
    byte[] vectors = Files.readAllBytes(PROJECT.built("bundles/models/radiator-anomaly/1.0.0/golden.json"));
    golden = Json.parseObject(vectors, "golden").objects("vectors").get(0);
  }

  @AfterAll
  static void end() {
    Closing.all(appliance);
  }

  /** At the present port: one of the tests has the listener opened anew. */
  private static Http operator() {
    return Http.of(appliance).with(token);
  }

  private static float[] floats(List<Object> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((Number) numbers.get(i)).floatValue();
    }
    return values;
  }

  private static String question(String id, String rest) {
    return "{\"id\":\"" + id + "\",\"inputs\":[{\"name\":\"window\",\"datatype\":\"FP32\",\"shape\":[1,16,9]," + rest + "}],\"outputs\":[{\"name\":\"score\"},{\"name\":\"reconstruction\"}]}";
  }

  private static String json(String id) {
    return question(id, "\"data\":" + new String(Json.write(golden.object("inputs").array("window")), StandardCharsets.UTF_8));
  }

  /** The golden window as binary data. @param header what stands in the header; empty: the right length */
  private static HttpRequest.Builder binary(Optional<String> header) {
    String head = question("binary-1", "\"parameters\":{\"binary_data_size\":576}").replace("\"outputs\"", "\"parameters\":{\"binary_data_output\":true},\"outputs\"");
    ByteBuffer body = ByteBuffer.allocate(head.length() + 576).order(ByteOrder.LITTLE_ENDIAN).put(head.getBytes(StandardCharsets.US_ASCII));
    for (float value : floats(golden.object("inputs").array("window"))) {
      body.putFloat(value);
    }
    return operator().request(INFER).header("Inference-Header-Content-Length", header.orElse(Integer.toString(head.length()))).POST(HttpRequest.BodyPublishers.ofByteArray(body.array()));
  }

  private static JsonObject object(HttpResponse<String> response) {
    return Json.parseObject(response.body().getBytes(StandardCharsets.UTF_8), "response", Limits.DEFAULT);
  }

  private static void assertRefused(int status, String code, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response::body);
    assertTrue(object(response).string("error").startsWith(code + ": "), response::body);
  }

  @Test
  void jsonAndBinaryAnswerTheGoldenVectorAndAreRecordedInTheTokensName() {
    HttpResponse<String> answer = operator().post(INFER, json("json-1"));
    assertEquals(200, answer.statusCode(), answer::body);
    List<JsonObject> outputs = object(answer).objects("outputs");
    float[] reconstruction = floats(outputs.get(1).array("data"));
    assertAll(() -> assertEquals("json-1", object(answer).string("id")), () -> assertEquals("1.0.0", object(answer).string("model_version")),
        () -> assertArrayEquals(floats(golden.object("outputs").array("score")), floats(outputs.get(0).array("data")), 1e-4f),
        () -> assertArrayEquals(floats(golden.object("outputs").array("reconstruction")), reconstruction, 1e-4f));

    HttpResponse<byte[]> binary = operator().bytes(binary(Optional.empty()));
    assertEquals(200, binary.statusCode(), () -> new String(binary.body(), StandardCharsets.UTF_8));
    int head = Integer.parseInt(binary.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
    ByteBuffer tensors = ByteBuffer.wrap(binary.body(), head, 4 + 576).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(((Number) outputs.get(0).array("data").get(0)).floatValue(), tensors.getFloat(), "the very same number");
    float[] same = new float[144];
    tensors.asFloatBuffer().get(same);
    assertArrayEquals(reconstruction, same);

    for (String id : List.of("json-1", "binary-1")) {
      JsonObject entry = Await.value("the call " + id + " is recorded", SOON,
          () -> new AuditEntries(appliance, "inference.done").newest(50).stream().filter(one -> one.string("correlation").equals(id)).findFirst());
      assertAll(() -> assertEquals("token:press-4", entry.object("actor").string("user")), () -> assertEquals("operator", entry.object("actor").string("role")),
          () -> assertEquals("http:127.0.0.1", entry.string("source")), () -> assertEquals("model/radiator-anomaly/1.0.0", entry.string("object")));
    }
    String metrics = operator().get("/metrics").body();
    assertAll(() -> assertTrue(metrics.matches("(?s).*\nsallyport_model_calls_total\\{model=\"radiator-anomaly\",version=\"1.0.0\"\\} [1-9].*"), metrics),
        () -> assertTrue(metrics.contains("sallyport_model_latency_seconds_bucket{model=\"radiator-anomaly\",version=\"1.0.0\",le=\"+Inf\"}"), metrics),
        () -> assertTrue(metrics.contains("\nsallyport_http_inference_memory_limit_bytes 67108864\n"), metrics), () -> assertTrue(metrics.matches("(?s).*\nsallyport_http_inference_memory_peak_bytes [1-9].*"), metrics));
  }

  /** A client that was not written here: Triton's for Java, as Maven Central has it. */
  @Test
  void tritonsOwnClientGetsTheGoldenVectorToo() throws Exception {
    try (InferenceServerClient client = new InferenceServerClient("127.0.0.1:" + operator().port(), 10_000, 20_000)) {
      for (boolean binary : new boolean[] {false, true}) {
        InferResult answer = client.infer(triton("radiator-anomaly", binary).setModelVersion("1.0.0").setRequestId("triton-" + binary));
        assertAll(() -> assertEquals("triton-" + binary, answer.getResponse().getId()), () -> assertEquals("1.0.0", answer.getResponse().getModelVersion()),
            () -> assertArrayEquals(floats(golden.object("outputs").array("score")), answer.getOutputAsFloat("score"), 1e-4f),
            () -> assertArrayEquals(floats(golden.object("outputs").array("reconstruction")), answer.getOutputAsFloat("reconstruction"), 1e-4f));
      }
      client.setRetryCnt(1);
      InferenceException refused = assertThrows(InferenceException.class, () -> client.infer(triton("none", true)));
      assertTrue(refused.getMessage().contains("SP-HTTP-0022"), refused.getMessage());
    }
  }

  private static InferArguments triton(String model, boolean binary) {
    InferInput window = new InferInput("window", new long[] {1, 16, 9}, DataType.FP32);
    window.setData(floats(golden.object("inputs").array("window")), binary);
    return new InferArguments(model, List.of(window), List.of(new InferRequestedOutput("score", binary), new InferRequestedOutput("reconstruction", binary)))
        .setHeader("Authorization", "Bearer " + token);
  }

  @Test
  void tellsOfItselfAndItsModels() {
    assertEquals("{\"live\":true,\"ready\":true}", Http.of(appliance).get("/v2/health/ready").body());
    JsonObject model = object(operator().get("/v2/models/radiator-anomaly/versions/1.0.0"));
    assertAll(() -> assertEquals("onnxruntime_onnx", model.string("platform")), () -> assertEquals(List.of("1.0.0"), model.array("versions")),
        () -> assertEquals(List.of(1L, 16L, 9L), model.objects("inputs").get(0).array("shape")),
        () -> assertEquals("active", object(operator().get("/api/models")).objects("models").get(0).string("state")),
        () -> assertTrue(object(operator().get("/api/models/radiator-anomaly")).string("card").length() > 100),
        () -> assertTrue(operator().get("/openapi.yaml").body().startsWith("openapi: 3.0.3")));
  }

  /** A request of a person's browser. @param origin of the page that asks */
  private static HttpRequest.Builder page(Http http, String cookie, String origin, String path) {
    return http.request(path).header("Cookie", cookie).header("Origin", origin).header("Sallyport-Request", "1").header("Content-Type", "application/json");
  }

  private static HttpResponse<String> login(Http http, String user, String password) {
    String body = "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}";
    return http.text(http.request("/api/session").header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void aPersonLogsInPlansAndIsSeenAtTheConsole() {
    Http http = Http.of(appliance);
    String own = "http://127.0.0.1:" + http.port();
    String shadow = "/api/models/radiator-anomaly/shadow";
    assertRefused(401, "SP-IDENTITY-0001", login(http, "ivan", "wrong"));
    HttpResponse<String> begun = login(http, "ivan", appliance.password(User.IVAN));
    assertEquals(201, begun.statusCode(), begun::body);
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    String id = object(begun).string("id");
    assertTrue(appliance.console(User.ADA).run("identity:session-list --json").jsonList().stream().anyMatch(session -> session.string("id").equals(id) && session.string("user").equals("ivan")));

    assertRefused(403, "SP-HTTP-0029", http.text(page(http, cookie, "http://127.0.0.1:1", shadow).POST(HttpRequest.BodyPublishers.ofString("{\"version\":\"1.1.0\"}"))));
    HttpResponse<String> planned = http.text(page(http, cookie, own, shadow).POST(HttpRequest.BodyPublishers.ofString("{\"version\":\"1.1.0\"}")));
    assertEquals(201, planned.statusCode(), planned::body);
    long number = object(planned).integer("generation");
    JsonObject shown = appliance.console(User.IVAN).run("generation:show --json " + number).json();
    assertAll(() -> assertEquals(shown.string("sha256"), object(planned).string("sha256"), "the plan of the console"), () -> assertEquals("generation:approve " + number, object(planned).string("next")),
        () -> assertEquals(shown.string("sha256"), object(http.text(page(http, cookie, own, "/api/generations/" + number))).string("sha256")));
    JsonObject entry = new AuditEntries(appliance, "generation.planned").list().stream().reduce((a, b) -> b).orElseThrow();
    assertAll(() -> assertEquals("ivan", entry.object("actor").string("user")), () -> assertEquals(id, entry.object("actor").string("session")));
    appliance.console(User.IVAN).run("generation:abandon --reason test").orFail();

    assertEquals(List.of(), object(http.text(page(http, cookie, own, "/api/alarms"))).array("alarms"));
    assertRefused(404, "SP-ALARM-0001", operator().text(operator().request("/api/alarms/AL-999999/acknowledge").header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"seen\":\"x\"}"))));
    assertFalse(appliance.console(User.OLGA).run("identity:session-end " + id).succeeded(), "an operator ends nobody's session");
    appliance.console(User.SAM).run("identity:session-end " + id).orFail();
    assertRefused(401, "SP-IDENTITY-0022", http.text(page(http, cookie, own, "/api/session")));
    assertTrue(new AuditEntries(appliance, "session.ended").list().stream().anyMatch(ended -> ended.string("object").equals("session/" + id) && ended.object("actor").string("user").equals("sam")));
  }

  @Test
  void refusesWhoMayNot() {
    Http nobody = Http.of(appliance);
    assertRefused(401, "SP-IDENTITY-0011", nobody.post(INFER, json("x")));
    assertRefused(401, "SP-IDENTITY-0011", nobody.with("spt_press-4_guess").get("/metrics"));
    Http auditor = nobody.with(appliance, "prometheus", "auditor");
    assertEquals(200, auditor.get("/metrics").statusCode());
    assertRefused(403, "SP-HTTP-0010", auditor.post(INFER, json("x")));
    appliance.console(User.SAM).run("identity:token-revoke --yes prometheus").orFail();
    assertRefused(401, "SP-IDENTITY-0013", auditor.get("/metrics"));
    assertFalse(appliance.console(User.OLGA).run("identity:token-create --role admin mine").succeeded());
    assertTrue(new AuditEntries(appliance, "token.refused").newer(0, "SP-IDENTITY-0013").isPresent());
    assertTrue(new AuditEntries(appliance, "http.refused").newer(0, "SP-HTTP-0010").isPresent());
  }

  @Test
  void refusesWhatItCannotAnswer() {
    assertRefused(404, "SP-HTTP-0022", operator().post("/v2/models/none/infer", json("x")));
    assertRefused(404, "SP-HTTP-0022", operator().post("/v2/models/radiator-anomaly/versions/1.1.0/infer", json("x")));
    assertRefused(400, "SP-INFER-0002", operator().post(INFER, json("shape-1").replace("[1,16,9]", "[16,9,1]")));
    assertRefused(400, "SP-HTTP-0018", operator().post(INFER, json("x").replace("[1,16,9]", "[1,16,10]")));
    assertRefused(400, "SP-HTTP-0017", operator().post(INFER, json("x").replace("FP32", "FP16")));
    assertRefused(400, "SP-HTTP-0016", operator().text(binary(Optional.of("9999"))));
    assertRefused(400, "SP-HTTP-0015", operator().text(binary(Optional.of("20"))));
    byte[] large = new byte[(16 << 20) + 1];
    Arrays.fill(large, (byte) ' ');
    assertRefused(413, "SP-HTTP-0013", operator().text(operator().request(INFER).expectContinue(true).POST(HttpRequest.BodyPublishers.ofByteArray(large))));
    assertTrue(new AuditEntries(appliance, "inference.refused").newer(0, "SP-INFER-0002", entry -> entry.object("actor").string("user").equals("token:press-4")).isPresent());
  }

  @Test
  void theRootSaysWhereToBeginAndWhatNoServletSeesIsRefusedInTheSameForm() throws IOException {
    Http anybody = Http.of(appliance);
    HttpResponse<String> root = anybody.get("/");
    assertEquals(200, root.statusCode(), root::body);
    assertTrue(root.body().contains("/openapi.yaml") && root.body().contains("/v2") && !root.body().contains("0.1.0"), root::body);
    assertEquals("/v2", object(anybody.text(anybody.request("/").header("Accept", "application/json"))).string("inference"));
    assertRefused(404, "SP-HTTP-0011", anybody.get("/nowhere"));
    assertRefused(400, "SP-HTTP-0060", anybody.get("/v2%2fhealth"));
    assertRefused(414, "SP-HTTP-0062", anybody.get("/v2/" + "a".repeat(9_000)));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), anybody.port())) {
      socket.getOutputStream().write("GET /v2 HTTP/1.1\r\nHost: a b\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 400 ") && answer.contains("\r\n\r\n{\"error\":\"SP-HTTP-0060: "), answer);
    }
  }

  /** Neither is passed over, and neither takes anything else with it. */
  @Test
  @Timeout(300)
  void aMisspeltKeyAndAValueThatIsNoneAreTold() throws IOException {
    Path file = appliance.data().resolve("site/etc/io.sallyport.inference.shadow.cfg");
    Console olga = appliance.console(User.OLGA);
    try {
      Files.writeString(file, "copies = many\ncopys = 8\n");
      // The commands are gone for the moment in which what they need is made anew with other settings.
      Await.until("the file is told", SOON, () -> olga.run("appliance:status").text().contains("SP-PLAN-0060: copys is not known; known are copies, copy.kib, core.percent – " + file));
      Await.until("the value too", SOON, () -> olga.run("appliance:status").text().contains("SP-PLAN-0061: copies = many is no whole number that fits – " + file));
      assertEquals(200, operator().post(INFER, json("x")).statusCode());
      assertTrue(Files.readString(appliance.data().resolve("log/karaf.log")).contains("SP-PLAN-0060: copys is not known"), "in the log as well");
    } finally {
      Files.delete(file);
    }
    Await.until("nothing is told any more", SOON, () -> {
      String status = olga.run("appliance:status").text();
      return status.contains("READY") && !status.contains("SP-PLAN-006");
    });
  }

  @Test
  @Timeout(300)
  void takesSettingsAtOnceAndNoneThatOpensThePlant() throws IOException {
    Path file = appliance.data().resolve("site/etc/io.sallyport.http.cfg");
    Path port = appliance.data().resolve("run/http.port");
    String before = Files.readString(port);
    try {
      Files.writeString(file, "concurrency = 1\nhead.seconds = 1\nanswer.seconds = 5\nbody.max.bytes = 4096\nbodies.max.bytes = 4096\n");
      Await.until("the listener is opened anew", SOON, () -> Files.exists(port) && !text(port).equals(before));
      Http http = Http.of(appliance);
      try (Socket slow = holding(http)) {
        HttpResponse<String> busy = http.with(token).post(INFER, json("x"));
        assertRefused(503, "SP-HTTP-0014", busy);
        assertEquals("1", busy.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(0, slow.getInputStream().available());
      }
      Await.until("its place is given back", SOON, () -> http.with(token).post(INFER, json("x")).statusCode() != 503);
      assertRefused(413, "SP-HTTP-0080", http.with(token).post(INFER, json("x") + " ".repeat(4096 - json("x").length())));
      assertTrue(slowHead(http.port()).startsWith("HTTP/1.1 408 "), "who writes a head byte by byte is cut");
      Await.value("the cut is recorded", SOON, () -> new AuditEntries(appliance, "http.cut").newer(0, "SP-HTTP-0070"));
      assertTrue(http.with(token).get("/metrics").body().contains("sallyport_http_connections_cut_total{why=\"head\"} 1\n"));
      Files.writeString(file, "host = 0.0.0.0\n");
      Await.until("the listener is closed", SOON, () -> !Files.exists(port));
      assertTrue(new AuditEntries(appliance, "http.refused").newer(0, "SP-HTTP-0001").isPresent());
      assertTrue(appliance.view().listeners().stream().allMatch(listener -> listener.getAddress().isLoopbackAddress()));
      assertTrue(appliance.console(User.OLGA).run("appliance:status").orFail().out().contains("SP-HTTP-0001"));
    } finally {
      Files.delete(file);
    }
    assertEquals(200, operator().post(INFER, json("x")).statusCode());
  }

  /** What comes to somebody who does not end the head of their request. */
  private static String slowHead(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) SOON.toMillis());
      socket.getOutputStream().write("GET /v2/health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }

  /** A request of which one byte of the body has come, at work: another is turned away. If it was itself, because the other came first, it is made again. */
  private static Socket holding(Http http) throws IOException {
    while (true) {
      Socket socket = half(http.port());
      while (socket.getInputStream().available() == 0) {
        if (http.with(token).post(INFER, json("x")).statusCode() == 503) {
          return socket;
        }
      }
      socket.close();
    }
  }

  private static Socket half(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.getOutputStream().write(("POST " + INFER + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\nContent-Length: 100\r\n\r\n{").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  /** Karaf ends a connection with its command, while a long answer is still on its way. Here, because there are entries enough. */
  @Test
  void longAnswersOfTheConsoleArriveWhole() {
    int most = 10_000;
    AuditEntries calls = new AuditEntries(appliance, "inference.done");
    Await.until("there are entries enough", SOON, () -> appliance.console(User.ADA).run("infer:bench --threads 2 --seconds 0.5 --json radiator-anomaly").succeeded() && calls.list().size() == most);
    for (int i = 0; i < 4; i++) {
      assertEquals(most, calls.list().size());
      assertEquals(most, appliance.exec(User.AUD, "audit:list", "--json", "--type", "inference.done", "--max", Integer.toString(most)).orFail().jsonList().size());
    }
  }

  /**
   * Properly signed and approved models that do what they should not: each ends its apply with its own code, nothing that runs notices. One meets its golden
   * vector and fails on what the plant sends: its health window ends – because calls fail, or because it is suspended, whichever is seen first – and the version
   * that ran before answers again.
   */
  @Test
  @Timeout(300)
  void modelsThatMisbehaveAreTakenBack() throws Exception {
    Media medium = new Media(PROJECT.medium("demo-2")).copy();
    new Forge(medium, new DevelopmentKeys(PROJECT)).release(FaultyModel.steady("fickle", "1.0.0")).release(FaultyModel.fickle("fickle", "1.1.0")).release(FaultyModel.fatal("fatal", "1.0.0"))
        .release(FaultyModel.corrupt("corrupt", "1.0.0")).release(FaultyModel.greedy("greedy", "1.0.0")).release(FaultyModel.foreign("foreign", "1.0.0")).release(FaultyModel.divides("divides", "1.0.0"));
    appliance.console(User.ADA).run("medium:import " + medium.folder()).orFail();
    Generations generations = new Generations(appliance);
    generations.approve(generations.plan("divides/1.0.0"));
    assertEquals(Optional.of("SP-MODEL-0081"), generations.tryApply().code());
    generations.change("fickle/1.0.0");
    String question = "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,4],\"data\":[1,2,3,4]},{\"name\":\"target\",\"datatype\":\"INT64\",\"shape\":[2],\"data\":[3,3]}]}";
    try (LiveCalls calls = new LiveCalls(operator(), "/v2/models/fickle/infer", question, 2)) {
      Map.of("fatal", "SP-MODEL-0073", "corrupt", "SP-MODEL-0006", "greedy", "SP-MODEL-0043", "foreign", "SP-MODEL-0005").forEach((name, code) -> {
        generations.approve(generations.plan(name + "/1.0.0"));
        assertEquals(Optional.of(code), generations.tryApply().code(), name);
      });
      assertEquals(List.of("1.0.0"), calls.results().stream().distinct().toList(), "nothing that runs notices");
      assertTrue(new AuditEntries(appliance, "model.trial").newer(0, "SP-MODEL-0073").isPresent());

      generations.approve(generations.plan("fickle/1.1.0"));
      Result applied = generations.tryApply();
      assertEquals(Optional.of("SP-APPLY-0014"), applied.code(), applied::text);
      assertTrue(applied.text().matches("(?s).*not healthy: (suspended after 5 failures in a row|more than one call in 1000 fails);.*"), applied::text);
      int ended = calls.results().size();
      Await.until("the old version answers again", SOON, () -> calls.results().size() > ended + 20);
      List<String> results = calls.results();
      assertEquals(List.of("1.0.0"), results.subList(ended + 2, results.size()).stream().distinct().toList(), "two may have been under way");
      assertTrue(results.contains("SP-INFER-0004") && !results.contains("1.1.0"), () -> results.stream().distinct().toList().toString());
    }
    assertTrue(generations.running().contains("fickle/1.0.0"));
    assertTrue(new AuditEntries(appliance, "generation.abandoned").newer(0, "SP-APPLY-0014", entry -> entry.string("reason").contains("the new version is not healthy")).isPresent());
  }
}
