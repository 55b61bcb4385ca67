package io.sallyport.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an attacker writes into a socket, behind the appliance's real connector. */
class RedTeamTest {
  @TempDir
  static Path data;
  private static Wire wire;

  @BeforeAll
  static void open() throws Exception {
    wire = new Wire(data, TestSettings.DEFAULT);
  }

  @AfterAll
  static void close() throws Exception {
    wire.close();
  }

  /** Everything that comes back until the connection is closed. */
  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), wire.port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String head(String line) {
    return line + " HTTP/1.1\r\nHost: 127.0.0.1:" + wire.port + "\r\nAuthorization: Bearer " + wire.operator + "\r\n";
  }

  private static String get(String path) throws IOException {
    return raw(head("GET " + path) + "Connection: close\r\n\r\n");
  }

  private static int status(String answer) {
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }

  private static int answers(String answer) {
    return answer.split("HTTP/1\\.1 ", -1).length - 1;
  }

  @Test
  void whatTwoServersWouldReadDifferentlyIsRefusedAndTheConnectionEnds() throws IOException {
    String second = "GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + wire.operator + "\r\nConnection: close\r\n\r\n";
    for (String headers : List.of("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: 5, 6\r\n", "Content-Length: +5\r\n", "Content-Length: 0x5\r\n",
        "Transfer-Encoding: chunked, identity\r\n", "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding : chunked\r\n", "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "X-A: b\r\n folded\r\n", "X-A\u0000: b\r\n")) {
      String answer = raw(head("POST /v2/models/echo/infer") + headers + "\r\n0\r\n\r\n" + second);
      assertTrue(status(answer) == 400 || status(answer) == 501, () -> headers + answer);
      assertEquals(1, answers(answer), () -> "the second request is not answered: " + headers + answer);
    }
    String host = raw("GET /v2 HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n");
    assertEquals(400, status(host), host);
    assertEquals(400, status(raw("GET /v2 HTTP/1.1\r\nConnection: close\r\n\r\n")), "without a host");
  }

  @Test
  void chunksThatAreNoneAreRefusedAndTheConnectionEnds() throws IOException {
    String question = "{\"inputs\":[{\"name\":\"FP32\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1.5,2,3]}]}";
    String whole = Integer.toHexString(question.length());
    String second = "GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + wire.operator + "\r\nConnection: close\r\n\r\n";
    String head = head("POST /v2/models/echo/infer") + "Transfer-Encoding: chunked\r\n\r\n";
    for (String chunked : List.of(whole + "\r\n" + question + "\r\n0\r\n\r\n", whole + ";name=value\r\n" + question + "\r\n0;x\r\n\r\n", "0".repeat(8) + whole + "\r\n" + question + "\r\n0\r\n\r\n",
        whole + "\r\n" + question + "\r\n0\r\nX-Trailer: y\r\n\r\n")) {
      String answer = raw(head + chunked + second);
      assertEquals(200, status(answer), chunked + answer);
      assertEquals(1, answers(answer), () -> "what follows chunks is nobody's request, however well formed they are: " + chunked + answer);
      assertTrue(answer.contains("\r\nConnection: close\r\n"), () -> "and that is said: " + answer);
    }
    for (String chunked : List.of("FFFFFFFFFFFFFFFF\r\n" + question + "\r\n0\r\n\r\n", "80000000\r\n" + question + "\r\n0\r\n\r\n", "-1\r\n" + question + "\r\n0\r\n\r\n", "0x" + whole + "\r\n" + question + "\r\n0\r\n\r\n",
        "g\r\n" + question + "\r\n0\r\n\r\n")) {
      String answer = raw(head + chunked + second);
      assertTrue(status(answer) >= 400, () -> chunked + answer);
      assertEquals(1, answers(answer), () -> "the second request is not answered: " + chunked + answer);
    }
  }

  /**
   * What another server may read differently: where a request ends, for whom it is, whose header a line is. Only what stands in the first request's
   * own place is answered, if anything is.
   *
   * @param statuses that the first answer may have
   * @param most answers in all
   */
  private record Smuggled(String name, String bytes, List<Integer> statuses, int most) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Of {@code /metrics}, which nobody below asks for but by way of somebody else. */
  private static final String HIDDEN = "sallyport_info";

  private static List<Smuggled> smuggled() {
    String hidden = "GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + wire.operator + "\r\n\r\n";
    String last = "GET /v2/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    String get = "GET /v2/health/live HTTP/1.1\r\nHost: x\r\n";
    String post = head("POST /v2/models/echo/infer");
    String question = "{\"inputs\":[{\"name\":\"FP32\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}";
    String size = Integer.toHexString(question.length());
    String chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
    String length = "Content-Length: " + hidden.length() + "\r\n";
    List<Integer> refused = List.of(400, 501, 505);
    List<Integer> either = List.of(200, 400);
    return List.of(
        new Smuggled("a length and chunks, chunks first", post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + hidden, refused, 1),
        new Smuggled("one length twice", get + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n" + last, refused, 1),
        new Smuggled("two lengths, the shorter one last", get + length + "Content-Length: 0\r\n\r\n" + hidden, refused, 1),
        new Smuggled("a length with an underscore", get + "Content_Length: " + hidden.length() + "\r\n\r\n" + last, List.of(200), 2),
        new Smuggled("a length that is negative", get + "Content-Length: -1\r\n\r\n" + hidden, refused, 1),
        new Smuggled("a length beyond 64 bits", post + "Content-Length: 18446744073709551617\r\n\r\n" + hidden, List.of(400, 413), 1),
        new Smuggled("a length that a line is folded before", get + "X-A: b\r\n\tContent-Length: 0\r\n\r\n" + hidden, refused, 1),
        new Smuggled("chunks hidden behind a vertical tab", post + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n" + hidden, refused, 1),
        new Smuggled("chunks of HTTP 1.0", post.replace("HTTP/1.1", "HTTP/1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden, refused, 1),
        new Smuggled("a carriage return alone in a header", get + "X-A: b\rContent-Length: 0\r\n\r\n" + hidden, refused, 1),
        new Smuggled("a line that begins with a colon", get + ": x\r\n\r\n" + hidden, refused, 1),
        new Smuggled("a header without a colon", get + "Content-Length\r\n\r\n" + hidden, refused, 1),
        new Smuggled("lines that end with LF alone", (get + "Connection: close\r\n\r\n").replace("\r\n", "\n") + hidden, either, 1),
        new Smuggled("a length behind LF alone", get + "X-A: b\n" + length + "\r\n" + hidden + last, either, 2),
        new Smuggled("an empty line before a chunk", chunked + "\r\n" + size + "\r\n" + question + "\r\n0\r\n\r\n" + hidden, either, 1),
        new Smuggled("a chunk's size that ends with LF alone", chunked + size + "\n" + question + "\r\n0\r\n\r\n" + hidden, either, 1),
        new Smuggled("a chunk that ends with LF alone", chunked + size + "\r\n" + question + "\n0\n\n" + hidden, either, 1),
        new Smuggled("an extension with LF in it", chunked + size + ";a\n" + question + "\r\n0\r\n\r\n" + hidden, either, 1),
        new Smuggled("an extension that quotes a line end", chunked + size + ";a=\"\r\n" + question + "\r\n0\r\n\r\n" + hidden, either, 1),
        new Smuggled("a chunk longer than it says", chunked + "5\r\n" + question + "\r\n0\r\n\r\n" + hidden, refused, 1),
        new Smuggled("trailers that are headers", chunked + size + "\r\n" + question + "\r\n0\r\nContent-Length: 0\r\n\r\n" + hidden, either, 1),
        new Smuggled("GET with a body", get + length + "\r\n" + hidden + last, List.of(200), 2),
        new Smuggled("GET with chunks", get + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(hidden.length()) + "\r\n" + hidden + "\r\n0\r\n\r\n" + last, List.of(200), 1),
        new Smuggled("HEAD with a body", get.replace("GET", "HEAD") + length + "\r\n" + hidden + last, List.of(200), 2),
        new Smuggled("a body that nobody reads", get.replace("GET", "DELETE") + length + "\r\n" + hidden + last, List.of(405), 2),
        new Smuggled("leave asked for a body that is refused", "POST /v2/models/echo/infer HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n" + length + "\r\n" + hidden, List.of(401), 1),
        new Smuggled("leave asked for nothing", get + "Expect: 100-continue\r\nConnection: close\r\n\r\n", List.of(200, 400), 1),
        new Smuggled("another expectation", get + "Expect: 200-ok\r\n" + length + "Connection: close\r\n\r\n" + hidden, List.of(200, 400, 417), 1),
        new Smuggled("an absolute target of this Host", "GET http://x/v2/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", List.of(200), 1),
        new Smuggled("an absolute target of another Host",
            "GET http://evil.example/metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + wire.operator + "\r\nConnection: close\r\n\r\n", refused, 1),
        new Smuggled("a target with a name and a password", "GET http://a:b@x/v2/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", refused, 1),
        new Smuggled("a target that is no path", "GET v2/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", refused, 1),
        new Smuggled("a target with a fragment", "GET /v2/health/live#/../../metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", List.of(200, 400), 1),
        new Smuggled("two spaces in the first line", "GET  /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", List.of(400, 401), 1),
        new Smuggled("no version", "GET /v2/health/live\r\n\r\n" + hidden, refused, 1),
        new Smuggled("HTTP/2 without asking", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + hidden, List.of(400, 426, 505), 1),
        new Smuggled("an upgrade to HTTP/2", get + "Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n", List.of(200), 1),
        new Smuggled("a tunnel", "CONNECT x:80 HTTP/1.1\r\nHost: x:80\r\nConnection: close\r\n\r\n" + hidden, List.of(400, 404, 405, 501), 1));
  }

  @Test
  void whatIsHiddenWouldBeSeen() throws IOException {
    assertTrue(get("/metrics").contains(HIDDEN));
  }

  @ParameterizedTest
  @MethodSource
  void smuggled(Smuggled request) throws IOException {
    String answer = raw(request.bytes);
    assertTrue(request.statuses.contains(status(answer)), answer);
    assertTrue(answers(answer) <= request.most, answer);
    assertFalse(answer.contains(HIDDEN), answer);
  }

  @Test
  void aNameOfSomebodyElsesThatLeadsHereIsNoOrigin() throws IOException {
    String login = "{\"user\":\"olga\",\"password\":\"" + TestPeople.PASSWORD + "\"}";
    for (String host : List.of("evil.example:" + wire.port, "evil.example", "127.0.0.1.evil.example:" + wire.port, "localhost.evil.example", "0x7f000001:" + wire.port, "192.0.2.1:" + wire.port)) {
      String answer = raw("POST /api/session HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + login.length()
          + "\r\n\r\n" + login);
      assertEquals(403, status(answer), () -> host + answer);
      assertTrue(answer.contains("SP-HTTP-0029") && !answer.toLowerCase(Locale.ROOT).contains("set-cookie"), answer);
    }
    for (String host : List.of("localhost:" + wire.port, "127.0.0.1:" + wire.port, "127.1.2.3:8181", "[::1]:" + wire.port)) {
      String answer = raw("POST /api/session HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + login.length()
          + "\r\n\r\n" + login);
      assertEquals(201, status(answer), () -> host + answer);
    }
  }

  @Test
  void whoFallsSilentIsToldSoAndCutOff() throws IOException {
    wire.idle(Duration.ofSeconds(1));
    try {
      for (String path : List.of("/v2/models/echo/infer", "/api/alarms/AL-000001/acknowledge")) {
        String answer = raw(head("POST " + path) + "Content-Type: application/json\r\nSallyport-Request: 1\r\nContent-Length: 100\r\n\r\n{");
        assertEquals(408, status(answer), answer);
        assertTrue(answer.contains("\r\n\r\n{\"error\":\"SP-HTTP-0026: "), answer);
      }
    } finally {
      wire.idle(Duration.ofSeconds(30));
    }
  }

  @Test
  void aPathLeadsNowhereButWhereItIsWritten() throws IOException {
    for (String path : List.of("/v2/models/..;/..;/metrics", "/v2/%2e%2e/metrics", "/v2%2fhealth%2flive", "/v2/models/a%2fb", "/v2/models/a%5cb", "/v2/models/%00", "/v2/models/a%0d%0aSet-Cookie:%20x=y", "/v2/models/%", "/v2/models/%zz",
        "/v2/..;/metrics", "/..%2fetc/passwd", "/v2/models/echo;version=1/ready", "/api/session;x", "/v2/models/%c0%ae%c0%ae/ready", "/v2/models/echo%252fready")) {
      String answer = get(path);
      assertTrue(status(answer) == 400 || status(answer) == 404, () -> path + " " + answer);
      assertFalse(answer.toLowerCase(Locale.ROOT).contains("\nset-cookie"), () -> path + " " + answer);
    }
    for (String path : List.of("//v2", "/v2//health/live", "/api//models", "//metrics", "/./x", "/v2/./../../../etc/passwd")) {
      String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
      assertTrue(status(answer) >= 400 && status(answer) < 500, () -> "without a token: " + path + " " + answer);
    }
  }

  @Test
  void methodsAreWhatTheyAreAndNoneIsEchoed() throws IOException {
    for (String method : List.of("TRACE", "TRACK", "CONNECT", "PROPFIND", "OPTIONS", "PATCH", "get", "G\"ET")) {
      String answer = raw(head(method + " /v2/models/echo") + "X-Secret: mirror\r\nConnection: close\r\n\r\n");
      assertTrue(List.of(400, 405, 501).contains(status(answer)), () -> method + " " + answer);
      assertFalse(answer.contains("mirror"), answer);
    }
    assertTrue(raw(head("OPTIONS /v2/models/echo/infer") + "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\nConnection: close\r\n\r\n").contains("\r\nAllow: POST\r\n"));
    for (String name : List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")) {
      assertEquals(200, status(raw(head("GET /v2/models/echo") + name + ": DELETE\r\nConnection: close\r\n\r\n")));
    }
    String overridden = raw(head("POST /v2/models/echo?_method=GET") + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 11\r\nConnection: close\r\n\r\n_method=GET");
    assertEquals(405, status(overridden), overridden);
  }

  @Test
  void noOtherOriginIsToldThatItMay() throws IOException {
    for (String line : List.of("GET /v2", "OPTIONS /api/session", "GET /api/nothing", "POST /v2/models/echo/infer")) {
      String answer = raw(head(line) + "Origin: http://evil.example\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").toLowerCase(Locale.ROOT);
      assertFalse(answer.contains("access-control-"), answer);
      assertTrue(answer.contains("x-content-type-options: nosniff"), answer);
      assertFalse(answer.contains("\nserver:") || answer.contains("x-powered-by"), answer);
    }
  }

  /** No page of the server's own, which would tell whose it is. */
  @Test
  void whatNoServletSeesIsRefusedInTheSameForm() throws IOException {
    String host = "Host: x\r\nConnection: close\r\n";
    Map<String, String> requests = Map.ofEntries(Map.entry("GET /v2 HTTP/1.1\r\nConnection: close\r\n\r\n", "400 SP-HTTP-0060"), Map.entry("GET /v2 HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", "400 SP-HTTP-0060"),
        Map.entry("GET /v2 HTTP/1.1\r\nHost: x:99999999\r\nConnection: close\r\n\r\n", "400 SP-HTTP-0060"), Map.entry("nonsense\r\n\r\n", "400 SP-HTTP-0060"), Map.entry("GET /v2/% HTTP/1.1\r\n" + host + "\r\n", "400 SP-HTTP-0060"),
        Map.entry("GET /v2%2fx HTTP/1.1\r\n" + host + "Accept: text/html\r\n\r\n", "400 SP-HTTP-0060"), Map.entry("GET /v2 HTTP/9.9\r\n" + host + "\r\n", "505 SP-HTTP-0060"),
        Map.entry("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + host + "\r\n", "414 SP-HTTP-0062"), Map.entry("GET /v2 HTTP/1.1\r\nX-A: " + "a".repeat(9_000) + "\r\n" + host + "\r\n", "431 SP-HTTP-0062"),
        Map.entry("POST /v2 HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", "400 SP-HTTP-0060"), Map.entry("TRACE /v2 HTTP/1.1\r\n" + host + "\r\n", "405 SP-HTTP-0012"),
        Map.entry("GET /nowhere HTTP/1.1\r\n" + host + "Accept: text/html\r\n\r\n", "404 SP-HTTP-0011"), Map.entry("POST / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", "405 SP-HTTP-0012"));
    for (Map.Entry<String, String> request : requests.entrySet()) {
      String answer = raw(request.getKey());
      String shown = request.getKey().substring(0, Math.min(60, request.getKey().length())) + "\n" + answer;
      String[] expected = request.getValue().split(" ");
      assertEquals(Integer.parseInt(expected[0]), status(answer), shown);
      assertTrue(answer.contains("\r\n\r\n{\"error\":\"" + expected[1] + ": "), shown);
      assertFalse(answer.toLowerCase(Locale.ROOT).contains("jetty") || answer.contains("<html"), shown);
    }
  }

  @Test
  void theRootSaysWhereToBeginAndNoVersion() throws IOException {
    String text = raw("GET / HTTP/1.1\r\nHost: x\r\nAccept: text/html,*/*;q=0.8\r\nConnection: close\r\n\r\n");
    assertEquals(200, status(text), text);
    assertTrue(text.contains("/openapi.yaml") && text.contains("/v2") && text.contains("/metrics") && text.contains("text/plain"), text);
    String json = raw("GET / HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nConnection: close\r\n\r\n");
    assertTrue(json.contains("\r\n\r\n{\"service\":\"Sallyport\",\"contract\":\"/openapi.yaml\","), json);
    assertFalse((text + json).contains("0.1.0"), text);
  }

  @Test
  void headersAreBounded() throws IOException {
    assertEquals(431, status(raw(head("GET /v2") + "Cookie: sallyport=" + "A".repeat(9_000) + "\r\nConnection: close\r\n\r\n")));
    assertEquals(431, status(raw(head("GET /v2") + "X-A: b\r\n".repeat(2_000) + "Connection: close\r\n\r\n")));
    assertTrue(List.of(414, 431).contains(status(get("/v2/" + "a".repeat(9_000)))));
    for (Map.Entry<String, Integer> cookie : Map.of("sallyport=", 401, "sallyport", 401, "sallyport=\"" + "A".repeat(41) + "\"", 401, "a=b; ".repeat(500) + "sallyport=x", 401, "sallyport=x; sallyport=y", 401, "\u0001=;;=,", 401).entrySet()) {
      String answer = raw("GET /v2 HTTP/1.1\r\nHost: x\r\nCookie: " + cookie.getKey() + "\r\nConnection: close\r\n\r\n");
      assertTrue(status(answer) == cookie.getValue() || status(answer) == 400, () -> cookie.getKey() + " " + answer);
    }
  }
}
