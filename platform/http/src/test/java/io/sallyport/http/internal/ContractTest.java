package io.sallyport.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.http.internal.area.ContractServlet;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code openapi.yaml} against what the servlets answer. */
class ContractTest {
  private static final String INFER = "/v2/models/echo/infer";
  private static final String BODY = "{\"id\":\"c\",\"parameters\":{\"asset\":\"R-1\"},\"inputs\":[{\"name\":\"FP32\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1.5,2,3]}]}";

  @TempDir
  static Path data;
  private static Wire wire;
  private static OpenApiInteractionValidator contract;

  @BeforeAll
  static void open() throws Exception {
    wire = new Wire(data, TestSettings.DEFAULT.bounded(32, 4096, 1 << 20));
    wire.nobody = wire.cookie("nora");
    contract = OpenApiInteractionValidator.createForInlineApiSpecification(ContractServlet.read()).build();
  }

  @AfterAll
  static void close() throws Exception {
    wire.close();
  }

  private static SimpleResponse response(HttpResponse<String> seen) {
    SimpleResponse.Builder builder = SimpleResponse.Builder.status(seen.statusCode()).withBody(seen.body());
    seen.headers().map().forEach((name, values) -> builder.withHeader(name, values));
    return builder.build();
  }

  private static List<String> faults(ValidationReport report) {
    return report.getMessages().stream().map(ValidationReport.Message::getMessage).toList();
  }

  private static void assertKept(String path, int status, HttpResponse<String> seen) {
    assertEquals(status, seen.statusCode(), () -> path + " " + seen.body());
    assertEquals(List.of(), faults(contract.validateResponse(path, Request.Method.GET, response(seen))), () -> path + " " + seen.body());
  }

  private static void assertInfers(int status, HttpResponse<String> seen) {
    assertEquals(status, seen.statusCode(), seen::body);
    assertEquals(List.of(), faults(contract.validateResponse(INFER, Request.Method.POST, response(seen))), seen::body);
  }

  @Test
  void everyReadingPathAnswersAsWritten() {
    for (String path : READING) {
      assertKept(path, 200, wire.get(path));
      assertEquals(List.of(), faults(contract.validateRequest(SimpleRequest.Builder.get(path).withAuthorization("Bearer x").build())), path);
    }
    assertKept("/v2/health/live", 200, wire.text(wire.anonymous("/v2/health/live")));
    assertKept("/v2/health/ready", 503, wire.text(wire.anonymous("/v2/health/ready")));
    assertKept("/", 200, wire.text(wire.anonymous("/")));
    assertKept("/", 200, wire.text(wire.anonymous("/").header("Accept", "application/json")));
    assertKept("/openapi.yaml", 200, wire.text(wire.anonymous("/openapi.yaml")));
    assertKept("/v2/models/none", 404, wire.get("/v2/models/none"));
    assertKept("/v2", 401, wire.text(wire.anonymous("/v2")));
  }

  @Test
  void inferenceAndItsRefusalsAnswerAsWritten() {
    assertEquals(List.of(), faults(contract.validateRequest(SimpleRequest.Builder.post(INFER).withAuthorization("Bearer x").withContentType("application/json").withBody(BODY).build())));
    assertInfers(200, wire.infer(BODY));
    assertInfers(400, wire.infer("{"));
    assertInfers(413, wire.infer(" ".repeat(5_000)));
    assertInfers(403, wire.text(wire.anonymous(INFER).header("Authorization", "Bearer " + wire.auditor).POST(HttpRequest.BodyPublishers.ofString(BODY))));
    for (String code : List.of("SP-INFER-0004", "SP-INFER-0006", "SP-INFER-0021")) {
      wire.models.refusal = Optional.of(new InferenceResult.Refused(code, "what", "next"));
      HttpResponse<String> refused = wire.infer(BODY);
      wire.models.refusal = Optional.empty();
      assertInfers(refused.statusCode(), refused);
    }
  }

  @Test
  void aBinaryAnswerIsAsWritten() {
    HttpResponse<String> binary = wire.infer(BODY.replace("\"asset\":\"R-1\"", "\"binary_data_output\":true"));
    assertEquals("application/octet-stream", binary.headers().firstValue("Content-Type").orElseThrow());
    assertInfers(200, binary);
  }

  @Test
  void anInspectionAnswersAsWritten() {
    String path = "/api/inspect/brick";
    HttpResponse<String> seen = wire.text(wire.to(path + "?item=a").header("Content-Type", "image/png").POST(HttpRequest.BodyPublishers.ofString("x")));
    assertEquals(200, seen.statusCode(), seen::body);
    assertEquals(List.of(), faults(contract.validateResponse(path, Request.Method.POST, response(seen))), seen::body);
    HttpResponse<String> refused = wire.text(wire.to(path).header("Content-Type", "image/png").POST(HttpRequest.BodyPublishers.ofString("x")));
    assertEquals(400, refused.statusCode(), refused::body);
    assertEquals(List.of(), faults(contract.validateResponse(path, Request.Method.POST, response(refused))), refused::body);
  }

  @Test
  void theValidatorFindsWhatIsNotAsWritten() {
    assertFalse(contract.validateResponse("/v2", Request.Method.GET, SimpleResponse.Builder.ok().withContentType("application/json").withBody("{\"name\":1}").build()).getMessages().isEmpty());
    assertFalse(contract.validateResponse("/v2", Request.Method.GET, SimpleResponse.Builder.status(418).build()).getMessages().isEmpty());
    assertFalse(contract.validateRequest(SimpleRequest.Builder.post(INFER).withAuthorization("Bearer x").withContentType("application/json").withBody("{}").build()).getMessages().isEmpty());
    assertFalse(contract.validateRequest(SimpleRequest.Builder.get("/v2/nothing").build()).getMessages().isEmpty());
  }

  /** What each path is asked for beside what every one of the reading paths is: the method, the path, the body, and the statuses that are seen. */
  private static final List<Case> CASES = List.of(
      new Case("GET", "/api/alarms", "", 200), new Case("GET", "/api/alarms?max=0", "", 400), new Case("GET", "/api/alarms/AL-000001", "", 200), new Case("GET", "/api/alarms/AL-000002", "", 404),
      new Case("POST", "/api/alarms/AL-000001/acknowledge", "{\"seen\":\"SEEN\",\"comment\":\"valve\"}", 200), new Case("POST", "/api/alarms/AL-000001/shelve", "{\"seen\":\"SEEN\",\"minutes\":5,\"reason\":\"x\"}", 200),
      new Case("POST", "/api/alarms/AL-000001/unshelve", "{\"seen\":\"SEEN\"}", 200), new Case("POST", "/api/alarms/AL-000001/disable", "{\"seen\":\"SEEN\",\"reason\":\"x\"}", 200),
      new Case("POST", "/api/alarms/AL-000001/enable", "{\"seen\":\"SEEN\"}", 200), new Case("POST", "/api/models/echo/shadow", "{\"version\":\"1.1.0\"}", 201),
      new Case("POST", "/api/models/echo/canary", "{\"version\":\"1.1.0\",\"percent\":10,\"assets\":[\"R-1\"]}", 201), new Case("POST", "/api/models/echo/promote", "{}", 201),
      new Case("POST", "/api/models/echo/withdraw", "{}", 201), new Case("GET", "/api/generations/8", "", 200), new Case("GET", "/api/generations/9", "", 404));

  private record Case(String method, String path, String body, int status) {
    HttpRequest.Builder with(HttpRequest.Builder request) {
      return body.isEmpty() ? request : request.header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(body.replace("SEEN", wire.alarms.alarm.revision())));
    }

    /** Asks, and compares request and response with the contract. */
    void seen(int expected, HttpRequest.Builder request) {
      HttpResponse<String> answer = wire.text(request);
      assertEquals(expected, answer.statusCode(), () -> path + " " + answer.body());
      assertEquals(List.of(), faults(contract.validateResponse(path.split("\\?")[0], Request.Method.valueOf(method), response(answer))), () -> path + " " + answer.body());
    }
  }

  @Test
  void whatPeopleDoAnswersAsWritten() {
    String admin = wire.cookie("ada");
    wire.text(new Case("POST", "/api/models/echo/promote", "{}", 201).with(wire.from(admin, "/api/models/echo/promote")));
    for (Case one : CASES) {
      one.seen(one.status(), one.with(wire.from(admin, one.path())));
      one.seen(401, one.with(wire.from("sallyport=" + "A".repeat(43), one.path()))); // without a token too, but of those only ten a minute
      one.seen(403, one.with(wire.from(wire.nobody, one.path())));
      if (one.method().equals("POST")) {
        SimpleRequest.Builder request = SimpleRequest.Builder.post(one.path()).withHeader("Cookie", "sallyport=x").withAuthorization("Bearer x").withContentType("application/json")
            .withBody(one.body().replace("SEEN", wire.alarms.alarm.revision()));
        assertEquals(List.of(), faults(contract.validateRequest(request.build())), one::path);
        one.seen(403, one.with(wire.anonymous(one.path()).header("Cookie", admin).header("Origin", "http://evil.example").header("Sallyport-Request", "1")));
        one.seen(403, one.with(wire.anonymous(one.path()).header("Cookie", admin).header("Sec-Fetch-Site", "same-origin")));
        one.seen(400, wire.from(admin, one.path()).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"more\":1}")));
        one.seen(413, wire.from(admin, one.path()).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(" ".repeat(20_000))));
        one.seen(415, wire.from(admin, one.path()).header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("{}")));
        refusedByTheService(one, admin);
      }
    }
  }

  private static void refusedByTheService(Case one, String cookie) {
    boolean alarm = one.path().startsWith("/api/alarms");
    (alarm ? Map.of("SP-ALARM-0002", 409, "SP-WORK-0001", 503) : Map.of("SP-PLAN-0001", 404, "SP-PLAN-0045", 409, "SP-AUDIT-0001", 503)).forEach((code, status) -> {
      wire.alarms.refusal = Optional.of(code);
      wire.generations.refusal = Optional.of(code);
      one.seen(status, one.with(wire.from(cookie, one.path())));
    });
    wire.alarms.refusal = Optional.empty();
    wire.generations.refusal = Optional.empty();
    if (alarm) {
      String stale = one.body().replace("SEEN", "ACKED-HIGH-2026-11-25T08:00:00Z-1");
      one.seen(409, wire.from(cookie, one.path()).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(stale)));
      Case gone = new Case("POST", one.path().replace("000001", "000002"), one.body(), 404);
      gone.seen(404, gone.with(wire.from(cookie, gone.path())));
    }
  }

  @Test
  void sessionsAnswerAsWritten() {
    Case begin = new Case("POST", "/api/session", "{\"user\":\"olga\",\"password\":\"" + TestPeople.PASSWORD + "\"}", 201);
    assertEquals(List.of(), faults(contract.validateRequest(SimpleRequest.Builder.post(begin.path()).withContentType("application/json").withBody(begin.body()).build())));
    begin.seen(201, begin.with(wire.anonymous(begin.path())));
    begin.seen(400, wire.anonymous(begin.path()).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}")));
    begin.seen(401, wire.anonymous(begin.path()).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"olga\",\"password\":\"x\"}")));
    begin.seen(403, begin.with(wire.anonymous(begin.path()).header("Origin", "http://evil.example")));
    begin.seen(413, wire.anonymous(begin.path()).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(" ".repeat(20_000))));
    begin.seen(415, wire.anonymous(begin.path()).POST(HttpRequest.BodyPublishers.ofString("{}")));
    for (int i = 0; i < 5; i++) {
      wire.login("aud", "wrong");
    }
    begin.seen(429, wire.anonymous(begin.path()).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{\"user\":\"aud\",\"password\":\"x\"}")));
    String cookie = wire.cookie("olga");
    Case read = new Case("GET", "/api/session", "", 200);
    read.seen(200, wire.from(cookie, read.path()));
    read.seen(401, wire.anonymous(read.path()));
    read.seen(403, wire.anonymous(read.path()).header("Cookie", cookie).header("Sec-Fetch-Site", "same-site"));
    Case end = new Case("DELETE", "/api/session", "", 204);
    end.seen(403, wire.anonymous(end.path()).header("Cookie", cookie).DELETE());
    end.seen(204, wire.from(cookie, end.path()).DELETE());
    end.seen(401, wire.from(cookie, end.path()).DELETE());
  }

  @Test
  void everyPathOfTheContractIsAsked() {
    Set<String> written = new TreeSet<>();
    ContractServlet.read().lines().filter(line -> line.startsWith("  /")).forEach(line -> written.add(line.strip().replace(":", "")));
    Set<String> asked = new TreeSet<>(List.of("/", "/v2/health/live", "/v2/health/ready", "/openapi.yaml", "/v2/models/{model}/infer", "/v2/models/{model}/versions/{version}/infer", "/api/inspect/{station}",
        "/api/inspect/{station}/{inspection}/{view}", "/api/session"));
    READING.forEach(path -> asked.add(path.replace("echo", "{model}").replace("1.0.0", "{version}")));
    CASES.forEach(one -> asked.add(one.path().split("\\?")[0].replace("echo", "{model}").replaceAll("AL-[0-9]+", "{alarm}").replaceAll("generations/[0-9]+", "generations/{generation}")));
    assertEquals(written, asked);
  }

  private static final List<String> READING = List.of("/v2", "/v2/models/echo", "/v2/models/echo/versions/1.0.0", "/v2/models/echo/ready", "/v2/models/echo/versions/1.0.0/ready", "/api/models",
      "/api/models/echo", "/api/models/echo/metrics", "/api/models/echo/drift", "/api/models/echo/comparisons", "/metrics", "/api/inspect");
}
