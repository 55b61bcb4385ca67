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

  @Test
  void everyPathOfTheContractIsAsked() {
    Set<String> written = new TreeSet<>();
    ContractServlet.read().lines().filter(line -> line.startsWith("  /")).forEach(line -> written.add(line.strip().replace(":", "")));
    Set<String> asked = new TreeSet<>(List.of("/v2/health/live", "/v2/health/ready", "/openapi.yaml", "/v2/models/{model}/infer", "/v2/models/{model}/versions/{version}/infer", "/api/inspect/{station}",
        "/api/inspect/{station}/{inspection}/{view}"));
    READING.forEach(path -> asked.add(path.replace("echo", "{model}").replace("1.0.0", "{version}")));
    assertEquals(written, asked);
  }

  private static final List<String> READING = List.of("/v2", "/v2/models/echo", "/v2/models/echo/versions/1.0.0", "/v2/models/echo/ready", "/v2/models/echo/versions/1.0.0/ready", "/api/models",
      "/api/models/echo", "/api/models/echo/metrics", "/api/models/echo/drift", "/api/models/echo/comparisons", "/metrics", "/api/inspect");
}
