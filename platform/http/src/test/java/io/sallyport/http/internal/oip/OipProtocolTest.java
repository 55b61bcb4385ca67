package io.sallyport.http.internal.oip;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.inference.InferenceRequest;
import io.sallyport.api.inference.InferenceResult;
import io.sallyport.api.tensor.DataType;
import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import io.sallyport.inference.OnBehalf;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OipProtocolTest {
  private static final String INFER = "/v2/models/echo/infer";
  private static final String ONE = "{\"name\":\"FP32\",\"datatype\":\"FP32\",\"shape\":[1,3],";

  @TempDir
  static Path data;
  private static Wire wire;

  @BeforeAll
  static void open() throws Exception {
    wire = new Wire(data, TestSettings.DEFAULT.bounded(32, 64 << 10, 1 << 20));
  }

  @AfterAll
  static void close() throws Exception {
    wire.close();
  }

  @AfterEach
  void answerAgain() {
    wire.models.refusal = Optional.empty();
  }

  private static JsonObject json(HttpResponse<String> response) {
    return Json.parseObject(response.body().getBytes(StandardCharsets.UTF_8), "response");
  }

  private static HttpResponse<String> refused(String body) {
    return wire.infer(body);
  }

  private static void assertRefused(int status, String code, HttpResponse<String> response) {
    assertRefused(status, code, response, "");
  }

  private static void assertRefused(int status, String code, HttpResponse<String> response, String asked) {
    assertEquals(status, response.statusCode(), () -> asked + " " + response.body());
    assertTrue(json(response).string("error").startsWith(code + ": "), response::body);
    assertEquals(List.of("error"), List.copyOf(json(response).keys()));
  }

  private static String input(DataType type, String shape, String values) {
    return "{\"inputs\":[{\"name\":\"" + type + "\",\"datatype\":\"" + type + "\",\"shape\":" + shape + ",\"data\":" + values + "}]}";
  }

  @Test
  void echoesAllSevenTypesInJsonToTheLastBit() {
    Map<DataType, List<Object>> values = Map.of(DataType.BOOL, List.of(true, false, true), DataType.UINT8, List.of(0L, 128L, 255L), DataType.INT8, List.of(-128L, 0L, 127L),
        DataType.INT32, List.of((long) Integer.MIN_VALUE, 0L, (long) Integer.MAX_VALUE), DataType.INT64, List.of(Long.MIN_VALUE, 9_007_199_254_740_993L, Long.MAX_VALUE),
        DataType.FP32, List.of(0.1, -3.4028235E38, 1.4E-45), DataType.FP64, List.of(0.1, -1.7976931348623157E308, 4.9E-324));
    values.forEach((type, list) -> {
      HttpResponse<String> response = wire.infer(input(type, "[1,3]", new String(Json.write(list), StandardCharsets.UTF_8)));
      assertEquals(200, response.statusCode(), response::body);
      JsonObject output = json(response).objects("outputs").get(0);
      assertAll(type.name(), () -> assertEquals(type.name(), output.string("datatype")), () -> assertEquals(List.of(1L, 3L), output.array("shape")),
          () -> assertEquals(list, output.array("data")));
    });
  }

  @Test
  void echoesAllSevenTypesInBinaryInOneRequest() throws Exception {
    ByteArrayOutputStream tensors = new ByteArrayOutputStream();
    StringBuilder inputs = new StringBuilder();
    for (DataType type : DataType.values()) {
      byte[] bytes = new byte[3 * type.bytes()];
      Arrays.fill(bytes, (byte) (type == DataType.BOOL ? 1 : 42 + type.ordinal()));
      tensors.write(bytes);
      inputs.append(inputs.isEmpty() ? "" : ",").append("{\"name\":\"%s\",\"datatype\":\"%s\",\"shape\":[3],\"parameters\":{\"binary_data_size\":%d}}".formatted(type, type, bytes.length));
    }
    HttpResponse<byte[]> response = wire.bytes(binary("{\"parameters\":{\"binary_data_output\":true},\"inputs\":[" + inputs + "]}", tensors.toByteArray()));
    int length = Integer.parseInt(response.headers().firstValue(Body.HEADER).orElseThrow());
    JsonObject answer = Json.parseObject(Arrays.copyOf(response.body(), length), "answer");
    assertEquals("application/octet-stream", response.headers().firstValue("Content-Type").orElseThrow());
    assertArrayEquals(sorted(tensors.toByteArray()), sorted(Arrays.copyOfRange(response.body(), length, response.body().length)));
    assertEquals(7, answer.objects("outputs").size());
    int at = length;
    for (JsonObject output : answer.objects("outputs")) { // whatever their order
      int size = (int) output.object("parameters").integer("binary_data_size");
      DataType type = DataType.of(output.string("datatype"));
      assertEquals(3 * type.bytes(), size);
      assertEquals(type == DataType.BOOL ? 1 : 42 + type.ordinal(), response.body()[at]);
      at += size;
    }
  }

  private static byte[] sorted(byte[] bytes) {
    Arrays.sort(bytes);
    return bytes;
  }

  private static HttpRequest.Builder binary(String json, byte[] tensors) {
    return binary(json, tensors, Integer.toString(json.length()));
  }

  private static HttpRequest.Builder binary(String json, byte[] tensors, String header) {
    byte[] head = json.getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(head, head.length + tensors.length);
    System.arraycopy(tensors, 0, body, head.length, tensors.length);
    return wire.to(INFER).header(Body.HEADER, header).header("Content-Type", "application/octet-stream").POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  @Test
  void mixesJsonAndBinaryBothWays() {
    ByteBuffer floats = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putFloat(1).putFloat(2).putFloat(3);
    HttpResponse<byte[]> response = wire.bytes(binary("{\"inputs\":[" + ONE + "\"parameters\":{\"binary_data_size\":12}},{\"name\":\"INT64\",\"datatype\":\"INT64\",\"shape\":[1,3],\"data\":[4,5,6]}],"
        + "\"outputs\":[{\"name\":\"INT64\",\"parameters\":{\"binary_data\":true}},{\"name\":\"FP32\"}]}", floats.array()));
    int length = Integer.parseInt(response.headers().firstValue(Body.HEADER).orElseThrow());
    List<JsonObject> outputs = Json.parseObject(Arrays.copyOf(response.body(), length), "answer").objects("outputs");
    assertAll(() -> assertEquals(List.of("INT64", "FP32"), outputs.stream().map(output -> output.string("name")).toList()),
        () -> assertEquals(List.of(1.0, 2.0, 3.0), outputs.get(1).array("data")),
        () -> assertEquals(4, ByteBuffer.wrap(response.body(), length, 24).order(ByteOrder.LITTLE_ENDIAN).getLong()));
  }

  @Test
  void takesNestedDataAndMembersInAnyOrder() {
    HttpResponse<String> nested = wire.infer("{\"inputs\":[{\"data\":[[1,2,3],[4,5,6]],\"shape\":[2,3],\"x\":{\"y\":[1]},\"datatype\":\"FP32\",\"name\":\"FP32\"}],\"id\":\"a b\"}");
    assertEquals(200, nested.statusCode(), nested::body);
    assertAll(() -> assertEquals("a b", json(nested).string("id")), () -> assertEquals(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), json(nested).objects("outputs").get(0).array("data")));
  }

  @Test
  void passesIdAssetTimeoutAndCallerOn() {
    wire.infer("{\"id\":\"c-1\",\"parameters\":{\"asset\":\"R-1\",\"timeout\":2500},\"inputs\":[" + ONE + "\"data\":[1,2,3]}]}");
    InferenceRequest asked = wire.models.asked.get(wire.models.asked.size() - 1);
    OnBehalf caller = wire.models.callers.get(wire.models.callers.size() - 1).orElseThrow();
    assertAll(() -> assertEquals("c-1", asked.correlation()), () -> assertEquals(Optional.of("R-1"), asked.asset()), () -> assertEquals(Optional.of(Duration.ofNanos(2_500_000)), asked.deadline()),
        () -> assertEquals(new OnBehalf(new Actor.Person("token:press-4", "operator"), "http:127.0.0.1"), caller));
  }

  @Test
  void aVersionInThePathAnswersItselfOrNobodyDoes() {
    String body = "{\"inputs\":[" + ONE + "\"data\":[1,2,3]}]}";
    HttpResponse<String> candidate = wire.text(wire.to("/v2/models/echo/versions/1.1.0/infer").POST(HttpRequest.BodyPublishers.ofString(body)));
    assertEquals("1.1.0", json(candidate).string("model_version"));
    assertRefused(404, "SP-HTTP-0022", wire.text(wire.to("/v2/models/echo/versions/9.9.9/infer").POST(HttpRequest.BodyPublishers.ofString(body))));
    assertRefused(404, "SP-HTTP-0022", wire.text(wire.to("/v2/models/none/infer").POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  @Test
  void refusesWhatIsNoRequest() {
    for (String body : List.of("", "[]", "{", "{}", "{\"inputs\":[]", "{\"inputs\":{}}", "{\"inputs\":[" + ONE + "\"data\":[1,2,3]}]} x", "{\"inputs\":[{\"name\":\"a\"}]}", "{\"inputs\":[" + ONE + "\"x\":1}]}",
        "{\"inputs\":[" + ONE + "\"data\":[1,2,3]}],\"inputs\":[]}", "{\"inputs\":[" + ONE + "\"data\":[1,2,3]}," + ONE + "\"data\":[1,2,3]}]}", "{\"inputs\":[" + ONE + "\"data\":[NaN,2,3]}]}",
        "{\"inputs\":[" + ONE + "\"data\":\"AAAA\"}]}", "{\"id\":7,\"inputs\":[]}", "{\"id\":\"" + "x".repeat(2_000) + "\"}", "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}",
        "{\"inputs\":[" + ONE + "\"data\":[1,2,3],\"parameters\":{\"binary_data_size\":12}}]}", "{\"parameters\":{\"timeout\":-1},\"inputs\":[]}")) {
      assertRefused(400, "SP-HTTP-0015", refused(body), body);
    }
  }

  @Test
  void refusesShapesTypesAndValuesThatDisagree() {
    for (DataType type : DataType.values()) {
      assertRefused(400, "SP-HTTP-0019", refused(input(type, "[1]", type == DataType.BOOL ? "[1]" : "[true]")));
    }
    for (String bad : List.of("[256]", "[-1]", "[1.5]", "[\"1\"]", "[null]", "[{}]", "[99999999999999999999]")) {
      assertRefused(400, "SP-HTTP-0019", refused(input(DataType.UINT8, "[1]", bad)));
    }
    assertRefused(400, "SP-HTTP-0019", refused(input(DataType.FP32, "[1]", "[1e39]")));
    assertRefused(400, "SP-HTTP-0019", refused(input(DataType.INT64, "[1]", "[9223372036854775808]")));
    for (String shape : List.of("[2]", "[4]", "[0]", "[-1]", "[1000000000,1000000000]", "[9223372036854775807]", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,3]")) {
      assertRefused(400, "SP-HTTP-0018", refused(input(DataType.FP32, shape, "[1,2,3]")));
    }
    for (String ragged : List.of("[[1,2],[3,4]]", "[[1,2,3],[4,5]]", "[[1,2,3],4,5,6]", "[1,2,3,[4,5,6]]", "[[[1,2,3],[4,5,6]]]", "[]", "[[],[1,2,3,4,5,6]]", "[[1,2,3],[4,5,6],[]]")) {
      assertRefused(400, "SP-HTTP-0018", refused(input(DataType.FP32, "[2,3]", ragged)));
    }
    for (String type : List.of("FP16", "BF16", "BYTES", "UINT16", "UINT32", "UINT64", "INT16", "fp32", "\\u001b[2J")) {
      assertRefused(400, "SP-HTTP-0017", refused("{\"inputs\":[{\"name\":\"a\",\"datatype\":\"" + type + "\",\"shape\":[1],\"data\":[1]}]}"));
    }
  }

  @Test
  void parametersOfTheModelAreInMetadataAndThoseOfOneNumberInAnswers() {
    JsonObject metadata = json(wire.text(wire.to("/v2/models/echo").GET())).object("parameters");
    assertEquals(0.5, metadata.map().get("threshold"));
    assertEquals("[0.025,0.975]", metadata.string("levels"));
    assertEquals("1.0.0", metadata.string("model_version"));
    JsonObject answer = json(wire.infer("{\"inputs\":[" + ONE + "\"data\":[1,2,3]}]}")).object("parameters");
    assertEquals(0.5, answer.map().get("threshold"));
    assertEquals(Set.of("threshold", "model_digest", "engine_nanos"), Set.copyOf(answer.keys()));
  }

  @Test
  void aWrongInputIsNamedAndSoAreThoseThatThereAre() {
    for (String body : List.of("{\"inputs\":[{\"name\":\"window\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}", "{\"inputs\":[{\"name\":\"window\",\"datatype\":\"FP32\",\"shape\":[1,9],\"data\":[1,2,3]}]}")) {
      HttpResponse<String> response = refused(body);
      assertRefused(400, "SP-HTTP-0018", response);
      assertTrue(json(response).string("error").contains("the model has no input window; it takes BOOL BOOL[-1, 3]; ") && json(response).string("error").contains("FP32 FP32[-1, 3]"), response::body);
    }
  }

  @Test
  void aShortBodyCannotAskForMuchMemory() {
    StringBuilder inputs = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      inputs.append(i == 0 ? "" : ",").append("{\"name\":\"a").append(i).append("\",\"datatype\":\"FP64\",\"shape\":[1000],\"data\":[1]}");
    }
    assertRefused(400, "SP-HTTP-0018", refused("{\"inputs\":[" + inputs + "]}"));
  }

  @Test
  void whatJsonHasNoNumberForIsSaidSo() {
    for (String number : List.of("NaN", "Infinity", "-Infinity")) {
      HttpResponse<String> refused = refused("{\"inputs\":[" + ONE + "\"data\":[1," + number + ",3]}]}");
      assertRefused(400, "SP-HTTP-0015", refused);
      assertTrue(refused.body().contains("JSON has no NaN and no infinite numbers; for a model that takes them send the tensor as binary data"), refused::body);
    }
  }

  /** To find the one that is there twice each name is remembered: a body of names alone would take many times its size. */
  @Test
  void aBodyOfNothingButNamesIsGivenUpSoon() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 6_000; i++) {
      names.append("\"n").append(i).append("\":0,");
    }
    String many = names.substring(0, names.length() - 1);
    for (String body : List.of("{" + many + "}", "{\"parameters\":{" + many + "}}", "{\"x\":[{" + many + "}]}", "{\"inputs\":[{\"data\":[{" + many + "}]}]}", "{\"inputs\":[{\"parameters\":{" + many + "}}]}",
        "{\"outputs\":[{\"parameters\":{" + many + "}}]}", "{\"x\":[" + "{\"a\":0},".repeat(6_000) + "0]}")) {
      assertRefused(400, "SP-HTTP-0015", refused(body));
    }
    String some = many.substring(0, many.indexOf(",\"n500\""));
    assertEquals(200, wire.infer("{\"x\":{\"y\":[{" + some + "},[[1,{}]],\"z\",null]},\"inputs\":[" + ONE + "\"data\":[1,2,3]}]}").statusCode(), "what others add is passed over");
  }

  @Test
  void whatStandsInRecordsHasNoControlCharacters() {
    for (String bad : List.of("\\u001b[2K", "a\\nb", "\\u009b31m", "\\u0000")) {
      assertRefused(400, "SP-HTTP-0015", refused("{\"id\":\"" + bad + "\",\"inputs\":[" + ONE + "\"data\":[1,2,3]}]}"));
      assertRefused(400, "SP-HTTP-0015", refused("{\"parameters\":{\"asset\":\"" + bad + "\"},\"inputs\":[" + ONE + "\"data\":[1,2,3]}]}"));
    }
  }

  @Test
  void refusesBinaryDataThatDisagrees() {
    String json = "{\"inputs\":[" + ONE + "\"parameters\":{\"binary_data_size\":12}}]}";
    for (String header : List.of("-1", "x", "999999", "99999999999", "1.0")) {
      assertRefused(400, "SP-HTTP-0016", wire.text(binary(json, new byte[12], header)));
    }
    assertRefused(400, "SP-HTTP-0016", wire.text(binary(json, new byte[11])));
    assertRefused(400, "SP-HTTP-0016", wire.text(binary(json, new byte[13])));
    assertRefused(400, "SP-HTTP-0016", wire.text(binary(json.replace("12", "8"), new byte[8])));
    assertRefused(400, "SP-HTTP-0016", refused(json));
    assertRefused(400, "SP-HTTP-0015", wire.text(binary(json, new byte[12], "10")));
    assertRefused(400, "SP-HTTP-0019", wire.text(binary(json.replace("FP32\",\"shape", "BOOL\",\"shape").replace("12", "3"), new byte[] {0, 1, 2})));
  }

  @Test
  void refusesWhatIsNotDoneHere() {
    for (String part : List.of("\"parameters\":{\"sequence_id\":3},\"inputs\":[]", "\"inputs\":[" + ONE + "\"parameters\":{\"shared_memory_region\":\"x\"}}]",
        "\"inputs\":[" + ONE + "\"data\":[1,2,3]}],\"outputs\":[{\"name\":\"FP32\",\"parameters\":{\"classification\":3}}]")) {
      assertRefused(400, "SP-HTTP-0020", refused("{" + part + "}"));
    }
    assertRefused(400, "SP-HTTP-0021", refused("{\"inputs\":[" + ONE + "\"data\":[1,2,3]}],\"outputs\":[{\"name\":\"none\"}]}"));
    assertRefused(415, "SP-HTTP-0024", wire.text(wire.to(INFER).header("Content-Encoding", "gzip").POST(HttpRequest.BodyPublishers.ofString("x"))));
  }

  @Test
  void boundsBodiesWhetherDeclaredOrChunked() {
    byte[] large = new byte[(64 << 10) + 1];
    Arrays.fill(large, (byte) ' ');
    assertRefused(413, "SP-HTTP-0013", wire.text(wire.to(INFER).POST(HttpRequest.BodyPublishers.ofByteArray(large))));
    assertRefused(413, "SP-HTTP-0013", wire.text(wire.to(INFER).POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))));
    byte[] huge = new byte[16 << 20];
    assertRefused(413, "SP-HTTP-0013", wire.text(wire.to(INFER).expectContinue(true).POST(HttpRequest.BodyPublishers.ofByteArray(huge))));
    byte[] most = Arrays.copyOf(("{\"inputs\":[" + ONE + "\"data\":[1,2,3]}]}").getBytes(StandardCharsets.UTF_8), 64 << 10);
    for (int i = 0; i < most.length; i++) {
      most[i] = most[i] == 0 ? (byte) ' ' : most[i];
    }
    assertEquals(200, wire.text(wire.to(INFER).POST(HttpRequest.BodyPublishers.ofByteArray(most))).statusCode());
    assertEquals(200, wire.text(wire.to(INFER).POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(most)))).statusCode());
  }

  @Test
  void whatAModelRefusesGetsItsStatus() {
    String body = "{\"inputs\":[" + ONE + "\"data\":[1,2,3]}]}";
    Map.of("SP-INFER-0001", 404, "SP-INFER-0002", 400, "SP-INFER-0003", 400, "SP-INFER-0004", 500, "SP-INFER-0005", 503, "SP-INFER-0006", 503, "SP-INFER-0021", 504, "SP-INFER-0022", 503,
        "SP-INFER-0024", 413).forEach((code, status) -> {
      wire.models.refusal = Optional.of(new InferenceResult.Refused(code, "what", "next"));
      HttpResponse<String> response = wire.infer(body);
      assertRefused(status, code, response);
      assertEquals(status == 503, response.headers().firstValue("Retry-After").isPresent());
    });
  }

  @Test
  void readinessIsThatOfTheVersion() {
    String ready = "/v2/models/echo/ready";
    assertEquals("{\"name\":\"echo\",\"ready\":true}", wire.get(ready).body());
    wire.models.suspended = true;
    HttpResponse<String> suspended = wire.get(ready);
    HttpResponse<String> candidate = wire.get("/v2/models/echo/versions/1.1.0/ready");
    wire.models.suspended = false;
    assertEquals(503, suspended.statusCode());
    assertEquals("{\"name\":\"echo\",\"ready\":false}", suspended.body());
    assertEquals(200, candidate.statusCode(), "the other one is not");
    assertRefused(404, "SP-HTTP-0022", wire.get("/v2/models/echo/versions/9.9.9/ready"));
    assertEquals("{\"live\":false,\"ready\":false}", wire.text(wire.anonymous("/v2/health/ready")).body());
    assertEquals("{\"live\":true}", wire.text(wire.anonymous("/v2/health/live")).body());
  }

  @Test
  void eachTypeOfTheProtocolIsServedOrRefusedByName() {
    for (String type : List.of("BOOL", "UINT8", "INT8", "INT32", "INT64", "FP32", "FP64")) {
      String data = type.equals("BOOL") ? "[true,false,true]" : "[1,2,3]";
      assertEquals(200, wire.infer("{\"inputs\":[{\"name\":\"" + type + "\",\"datatype\":\"" + type + "\",\"shape\":[1,3],\"data\":" + data + "}]}").statusCode(), type);
    }
    for (String type : List.of("UINT16", "UINT32", "UINT64", "INT16", "FP16", "BF16", "BYTES", "fp32", "")) {
      assertRefused(400, "SP-HTTP-0017", wire.infer("{\"inputs\":[{\"name\":\"FP32\",\"datatype\":\"" + type + "\",\"shape\":[1,3],\"data\":[1,2,3]}]}"));
    }
    for (String parameter : List.of("\"classification\":3", "\"shared_memory_region\":\"x\"")) {
      assertRefused(400, "SP-HTTP-0020", wire.infer("{\"inputs\":[" + ONE + "\"data\":[1,2,3]}],\"outputs\":[{\"name\":\"FP32\",\"parameters\":{" + parameter + "}}]}"));
    }
    for (String parameter : List.of("\"sequence_id\":1", "\"sequence_start\":true", "\"sequence_end\":true")) {
      assertRefused(400, "SP-HTTP-0020", wire.infer("{\"parameters\":{" + parameter + "},\"inputs\":[" + ONE + "\"data\":[1,2,3]}]}"));
    }
    assertEquals(200, wire.infer("{\"model_name\":\"echo\",\"more\":{},\"parameters\":{\"priority\":1,\"mine\":\"x\"},\"inputs\":[" + ONE + "\"data\":[1,2,3],\"more\":1}],\"outputs\":[]}").statusCode(), "others are passed over");
  }

  @Test
  void asksForAToken() {
    for (String path : List.of("/v2", "/v2/models/echo", "/v2/models/echo/ready", "/v2/models/echo/versions/1.0.0", "/metrics", "/api/models")) {
      assertRefused(401, "SP-IDENTITY-0011", wire.text(wire.anonymous(path)));
      assertEquals(200, wire.get(path).statusCode(), path);
    }
    assertEquals(200, wire.text(wire.anonymous("/v2/health/live")).statusCode());
    assertEquals(503, wire.text(wire.anonymous("/v2/health/ready")).statusCode(), "nothing is provisioned here");
  }

  @Test
  void anAuditorReadsAndDoesNotInfer() {
    HttpRequest.Builder infer = wire.anonymous(INFER).header("Authorization", "Bearer " + wire.auditor).POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertRefused(403, "SP-HTTP-0010", wire.text(infer));
    assertEquals(200, wire.text(wire.anonymous("/v2/models/echo").header("Authorization", "bearer " + wire.auditor)).statusCode());
  }

  @Test
  void pathsThatLeadNowhereAndOtherMethods() {
    for (String path : List.of("/v2/x", "/v2/health", "/v2/health/x", "/v2/models", "/v2/models/echo/x", "/v2/models/echo/versions", "/v2/models/echo/versions/1.0.0/x", "/v2/models/echo/versions/1.0.0/infer/x", "/api/models/echo/x",
        "/api/models/echo/metrics/x")) {
      assertRefused(404, "SP-HTTP-0011", wire.get(path));
    }
    assertRefused(404, "SP-HTTP-0028", wire.get("/api/models/none"));
    HttpResponse<String> get = wire.get(INFER);
    assertRefused(405, "SP-HTTP-0012", get);
    assertEquals("POST", get.headers().firstValue("Allow").orElseThrow());
    HttpResponse<String> delete = wire.text(wire.to("/metrics").DELETE());
    assertRefused(405, "SP-HTTP-0012", delete);
    assertEquals("GET, HEAD", delete.headers().firstValue("Allow").orElseThrow());
    HttpResponse<String> head = wire.text(wire.to("/v2").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertAll(() -> assertEquals(200, head.statusCode()), () -> assertEquals("", head.body()));
    for (String path : List.of("/x", "/v1/models/echo", "/v2x", "/api", "/api/", "/api/x", "/openapi.yaml/x", "/metrics/x", "/api/session/x")) {
      assertRefused(404, "SP-HTTP-0011", wire.get(path));
    }
  }

  @Test
  void recordsItsOwnRefusalsInTheTokensName() {
    assertRefused(400, "SP-HTTP-0015", refused("{"));
    AuditEntry entry = wire.audit.entries().stream().filter(one -> one.type().equals("http.refused")).reduce((a, b) -> b).orElseThrow();
    assertAll(() -> assertTrue(entry.actor() instanceof Actor.Person person && person.user().startsWith("token:"), entry.toString()), () -> assertTrue(entry.code().orElseThrow().startsWith("SP-HTTP-")));
  }
}
