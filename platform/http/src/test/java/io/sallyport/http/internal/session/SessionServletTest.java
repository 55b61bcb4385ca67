package io.sallyport.http.internal.session;

import static io.sallyport.http.internal.session.SessionCalls.BODY;
import static io.sallyport.http.internal.session.SessionCalls.INFER;
import static io.sallyport.http.internal.session.SessionCalls.SESSION;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.http.internal.TestPeople;
import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionServletTest {
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

  private static void assertRefused(int status, String code, HttpResponse<String> seen) {
    Wire.assertRefused(status, code, seen);
    assertEquals(Optional.empty(), seen.headers().firstValue("Set-Cookie"));
  }

  private static JsonObject object(HttpResponse<String> seen) {
    return Json.parseObject(seen.body().getBytes(StandardCharsets.UTF_8), "response");
  }

  private static HttpResponse<String> post(HttpRequest.Builder request) {
    return wire.text(request.POST(BodyPublishers.ofString(BODY)));
  }

  private static AuditEntry last(String type) {
    return wire.audit.entries().stream().filter(entry -> entry.type().equals(type)).reduce((a, b) -> b).orElseThrow();
  }

  @Test
  void aPersonLogsInSeesAsWhomActsAndLogsOut() {
    HttpResponse<String> begun = wire.login("olga", TestPeople.PASSWORD);
    assertEquals(201, begun.statusCode(), begun::body);
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cookie.matches("sallyport=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict"), cookie);
    String shown = cookie.split(";")[0];
    assertFalse(begun.body().contains(shown.substring(10)), "scripts of the page see the answer");
    JsonObject session = object(begun);
    HttpResponse<String> seen = wire.text(wire.from(shown, SESSION));
    assertAll(() -> assertEquals(200, seen.statusCode()), () -> assertEquals(session.string("id"), object(seen).string("id")), () -> assertEquals("olga", session.string("user")),
        () -> assertEquals(List.of("operator"), session.strings("roles")), () -> assertEquals("http:127.0.0.1", session.string("source")));

    assertEquals(200, post(wire.from(shown, INFER)).statusCode());
    Actor caller = wire.models.callers.get(wire.models.callers.size() - 1).orElseThrow().actor();
    assertEquals(new Actor.Person("olga", "operator", Optional.of(session.string("id"))), caller, "recorded with the person and the session");

    HttpResponse<String> ended = wire.text(wire.from(shown, SESSION).DELETE());
    assertEquals(204, ended.statusCode(), ended::body);
    assertTrue(ended.headers().firstValue("Set-Cookie").orElseThrow().endsWith("; Max-Age=0"));
    assertEquals("session/" + session.string("id"), last("session.ended").object());
    assertRefused(401, "SP-IDENTITY-0022", wire.text(wire.from(shown, SESSION)));
    assertRefused(401, "SP-IDENTITY-0022", wire.text(wire.from(shown, SESSION).DELETE()));
  }

  @Test
  void wrongUnknownAndLockedAreTheRefusalsOfTheConsole() {
    HttpResponse<String> wrong = wire.login("aud", "wrong");
    HttpResponse<String> unknown = wire.login("nobody", "wrong");
    assertRefused(401, "SP-IDENTITY-0001", wrong);
    assertEquals(wrong.body(), unknown.body());
    assertEquals(Optional.of("http:127.0.0.1"), last("login.failed").source());
    for (int i = 0; i < 4; i++) {
      wire.login("aud", "wrong");
    }
    HttpResponse<String> locked = wire.login("aud", TestPeople.PASSWORD);
    assertRefused(429, "SP-IDENTITY-0002", locked);
    assertTrue(locked.headers().firstValue("Retry-After").isPresent());
  }

  @Test
  void anotherOriginGetsNothing() {
    String cookie = wire.cookie("olga");
    HttpRequest.Builder plain = wire.anonymous(INFER).header("Cookie", cookie);
    assertRefused(403, "SP-HTTP-0029", post(plain.copy()));
    assertRefused(403, "SP-HTTP-0029", post(plain.copy().header("Sallyport-Request", "1")));
    String own = "http://127.0.0.1:" + wire.port;
    assertRefused(403, "SP-HTTP-0030", post(plain.copy().header("Origin", own)));
    assertRefused(403, "SP-HTTP-0030", post(plain.copy().header("Origin", own).header("Sallyport-Other", "1")));
    for (String origin : List.of("null", "http://127.0.0.1:" + (wire.port + 1), "https://127.0.0.1:" + wire.port, "http://localhost:" + wire.port, "http://evil.example", own + ".evil.example", "http://127.0.0.1")) {
      assertRefused(403, "SP-HTTP-0029", post(plain.copy().header("Sallyport-Request", "1").header("Origin", origin)));
      assertRefused(403, "SP-HTTP-0029", wire.text(wire.anonymous("/api/models").header("Cookie", cookie).header("Origin", origin)));
    }
    for (String site : List.of("cross-site", "same-site", "none", "")) {
      assertRefused(403, "SP-HTTP-0029", post(plain.copy().header("Sallyport-Request", "1").header("Origin", own).header("Sec-Fetch-Site", site)));
    }
    assertRefused(403, "SP-HTTP-0029", wire.text(wire.anonymous("/api/models").header("Cookie", cookie).header("Sec-Fetch-Site", "same-site")));
    assertEquals(200, wire.text(wire.anonymous("/api/models").header("Cookie", cookie).header("Sec-Fetch-Site", "none")).statusCode(), "typed into the address bar");
    assertEquals(200, wire.text(wire.anonymous("/api/models").header("Cookie", cookie)).statusCode());
    assertEquals(200, post(plain.copy().header("Sallyport-Request", "1").header("Origin", own)).statusCode());
    assertEquals(200, post(plain.copy().header("Sallyport-Request", "1").header("Sec-Fetch-Site", "same-origin")).statusCode());
    assertEquals("SP-HTTP-0029", wire.audit.entries().stream().filter(entry -> entry.type().equals("http.refused")).findFirst().orElseThrow().code().orElseThrow());
  }

  @Test
  void loginsOfOtherOriginsAndOfFormsAreRefused() {
    String good = "{\"user\":\"olga\",\"password\":\"" + TestPeople.PASSWORD + "\"}";
    HttpRequest.Builder json = wire.anonymous(SESSION).header("Content-Type", "application/json").POST(BodyPublishers.ofString(good));
    assertRefused(403, "SP-HTTP-0029", wire.text(json.copy().header("Origin", "http://evil.example")));
    assertRefused(403, "SP-HTTP-0029", wire.text(json.copy().header("Sec-Fetch-Site", "cross-site")));
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")) {
      assertRefused(415, "SP-HTTP-0031", wire.text(wire.anonymous(SESSION).header("Content-Type", type).POST(BodyPublishers.ofString(good))));
    }
    for (String body : List.of("", "{", "[]", "{}", "{\"user\":\"olga\"}", "{\"user\":1,\"password\":\"x\"}", "{\"user\":null,\"password\":\"x\"}", "{\"user\":\"olga\",\"password\":1e999}", "{\"user\":\"olga\",\"password\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}", good.replace("}", ",\"more\":1}"), "{\"user\":\"olga\",\"user\":\"ada\",\"password\":\"x\"}")) {
      assertRefused(400, "SP-HTTP-0032", wire.text(wire.anonymous(SESSION).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body))));
    }
    assertRefused(413, "SP-HTTP-0013", wire.text(wire.anonymous(SESSION).header("Content-Type", "application/json").POST(BodyPublishers.ofString(" ".repeat(20_000)))));
    assertEquals(201, wire.text(json).statusCode());
  }

  @Test
  void aTokenIsNoSessionAndGoesBeforeACookie() {
    assertRefused(401, "SP-IDENTITY-0022", wire.get(SESSION));
    String cookie = wire.cookie("olga");
    assertRefused(401, "SP-IDENTITY-0011", wire.text(wire.anonymous("/api/models").header("Cookie", cookie).header("Authorization", "Bearer spt_x_y")));
    assertRefused(401, "SP-IDENTITY-0011", wire.text(wire.anonymous("/api/models").header("Cookie", cookie).header("Authorization", "Basic b2xnYTp4")));
    assertRefused(401, "SP-IDENTITY-0022", wire.text(wire.anonymous("/api/models").header("Cookie", "sallyport=" + "A".repeat(43))));
    assertRefused(401, "SP-IDENTITY-0011", wire.text(wire.anonymous("/api/models").header("Cookie", cookie + "; sallyport=" + "A".repeat(43))));
    assertRefused(401, "SP-IDENTITY-0011", wire.text(wire.anonymous("/api/models").header("Cookie", cookie.replace("sallyport", "__Host-sallyport"))));
  }

  @Test
  void rolesDecideAndSecondLoginsEndTheFormerSession() {
    String quality = wire.cookie("quinn");
    assertEquals(200, wire.text(wire.from(quality, "/api/models")).statusCode());
    assertRefused(403, "SP-HTTP-0010", post(wire.from(quality, INFER)));
    AuditEntry refused = last("http.refused");
    assertTrue(refused.actor() instanceof Actor.Person person && person.user().equals("quinn") && person.session().isPresent(), refused::toString);
    String none = wire.cookie("nora");
    assertEquals(200, wire.text(wire.from(none, SESSION)).statusCode());
    assertRefused(403, "SP-HTTP-0010", wire.text(wire.from(none, "/api/models")));
    HttpResponse<String> again = wire.text(wire.from(quality, SESSION).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"user\":\"ivan\",\"password\":\"" + TestPeople.PASSWORD + "\"}")));
    assertEquals(201, again.statusCode());
    assertRefused(401, "SP-IDENTITY-0022", wire.text(wire.from(quality, "/api/models")));
  }

  @Test
  void whoIsDisabledIsOutAtTheNextRequest() {
    String cookie = wire.cookie("ada");
    assertEquals(200, wire.text(wire.from(cookie, "/api/models")).statusCode());
    wire.realm.disable("ada", "quinn");
    assertRefused(401, "SP-IDENTITY-0022", wire.text(wire.from(cookie, "/api/models")));
  }

  @Test
  void otherMethodsAreToldWhichThereAre() {
    HttpResponse<String> put = wire.text(wire.anonymous(SESSION).PUT(BodyPublishers.noBody()));
    assertRefused(405, "SP-HTTP-0012", put);
    assertEquals(Optional.of("GET, HEAD, POST, DELETE"), put.headers().firstValue("Allow"));
  }
}
