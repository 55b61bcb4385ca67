package io.sallyport.http.internal.session;

import static io.sallyport.http.internal.session.SessionCalls.BODY;
import static io.sallyport.http.internal.session.SessionCalls.INFER;
import static io.sallyport.http.internal.session.SessionCalls.SESSION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.http.internal.TestKey;
import io.sallyport.http.internal.TestPeople;
import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions over TLS 1.3: the cookie's name and attributes, and who may use it (ADR 0032). */
class SecureSessionTest {
  @TempDir
  static Path data;
  private static Wire wire;

  @BeforeAll
  static void open() throws Exception {
    TestKey.make(data);
    wire = new Wire(data, TestSettings.DEFAULT.secured());
  }

  @AfterAll
  static void close() throws Exception {
    wire.close();
  }

  private static Set<String> attributes(String cookie) {
    return new TreeSet<>(Arrays.asList(cookie.split("; ")).subList(1, cookie.split("; ").length));
  }

  private static HttpRequest.Builder post(HttpRequest.Builder request) {
    return request.POST(BodyPublishers.ofString(BODY));
  }

  @Test
  void theCookieIsTheHostsAloneAndForTlsAlone() {
    HttpResponse<String> begun = wire.login("olga", TestPeople.PASSWORD);
    assertEquals(201, begun.statusCode(), begun::body);
    List<String> cookies = begun.headers().allValues("Set-Cookie");
    assertEquals(1, cookies.size(), cookies::toString);
    assertTrue(cookies.get(0).matches("__Host-sallyport=[A-Za-z0-9_-]{43}; .*"), cookies.get(0));
    assertEquals(Set.of("Path=/", "HttpOnly", "SameSite=Strict", "Secure"), attributes(cookies.get(0)), "no Domain, no Expires");
    String shown = cookies.get(0).split(";")[0];
    assertEquals(200, wire.text(wire.from(shown, SESSION)).statusCode());
    assertEquals(200, wire.text(post(wire.from(shown, INFER))).statusCode());

    HttpResponse<String> ended = wire.text(wire.from(shown, SESSION).DELETE());
    assertEquals(204, ended.statusCode(), ended::body);
    String taken = ended.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(taken.startsWith("__Host-sallyport=; "), taken);
    assertEquals(Set.of("Path=/", "HttpOnly", "SameSite=Strict", "Secure", "Max-Age=0"), attributes(taken), "a browser takes it back under the very same attributes only");
    Wire.assertRefused(401, "SP-IDENTITY-0022", wire.text(wire.from(shown, SESSION)));
  }

  @Test
  void theNameOfPlainHttpOpensNothingHere() {
    String shown = wire.cookie("olga");
    assertFalse(shown.startsWith("sallyport="));
    String plain = shown.replace("__Host-sallyport", "sallyport"); // what a page over plain HTTP on this host could have put there
    Wire.assertRefused(401, "SP-IDENTITY-0011", wire.text(wire.from(plain, "/api/models")));
    assertEquals(200, wire.text(wire.from(plain + "; " + shown, "/api/models")).statusCode(), "and does not get in the way");
    Wire.assertRefused(401, "SP-IDENTITY-0011", wire.text(wire.from(shown + "; __Host-sallyport=" + "A".repeat(43), "/api/models")));
  }

  @Test
  void anotherOriginGetsNothing() {
    String shown = wire.cookie("olga");
    HttpRequest.Builder page = wire.anonymous(INFER).header("Cookie", shown).header("Sallyport-Request", "1");
    String own = "https://127.0.0.1:" + wire.port;
    assertEquals(200, wire.text(post(page.copy().header("Origin", own))).statusCode());
    for (String origin : List.of("http://127.0.0.1:" + wire.port, "https://127.0.0.1", "https://127.0.0.1:" + (wire.port + 1), "https://evil.example", "null")) {
      Wire.assertRefused(403, "SP-HTTP-0029", wire.text(post(page.copy().header("Origin", origin))));
    }
    Wire.assertRefused(403, "SP-HTTP-0029", wire.text(post(page.copy())));
    Wire.assertRefused(403, "SP-HTTP-0030", wire.text(post(wire.anonymous(INFER).header("Cookie", shown).header("Origin", own))));
    Wire.assertRefused(403, "SP-HTTP-0029", wire.text(post(page.copy().header("Origin", own).header("Sec-Fetch-Site", "cross-site"))));
  }

  @Test
  void aSecondLoginGivesAnotherSecretAndEndsTheFirst() {
    String first = wire.cookie("quinn");
    HttpResponse<String> again = wire.text(wire.from(first, SESSION).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"user\":\"quinn\",\"password\":\"" + TestPeople.PASSWORD + "\"}")));
    assertEquals(201, again.statusCode(), again::body);
    String second = again.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    assertFalse(second.equals(first));
    Wire.assertRefused(401, "SP-IDENTITY-0022", wire.text(wire.from(first, SESSION)));
    assertEquals(200, wire.text(wire.from(second, SESSION)).statusCode());
  }
}
