package io.sallyport.http.internal.models;

import static io.sallyport.http.internal.Wire.assertRefused;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.TrafficChange;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsServletTest {
  private static final String ECHO = "/api/models/echo";

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

  private static HttpResponse<String> post(HttpRequest.Builder request, String body) {
    return wire.text(request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
  }

  private static JsonObject object(HttpResponse<String> response) {
    return Json.parseObject(response.body().getBytes(StandardCharsets.UTF_8), "response");
  }

  @Test
  void eachChangeOfTrafficIsAPlanInThePersonsName() {
    String cookie = wire.cookie("ivan");
    Map<String, TrafficChange> changes = Map.of("shadow {\"version\":\"1.1.0\"}", new TrafficChange.Shadow("echo", "1.1.0"),
        "canary {\"version\":\"1.1.0\",\"percent\":10,\"assets\":[\"R-1\"]}", new TrafficChange.Canary("echo", "1.1.0", 10, Set.of("R-1")),
        "canary {\"version\":\"1.1.0\",\"assets\":[\"R-1\"]}", new TrafficChange.Canary("echo", "1.1.0", 0, Set.of("R-1")), "promote {}", new TrafficChange.Promote("echo"), "withdraw {}",
        new TrafficChange.Withdraw("echo"));
    changes.forEach((line, change) -> {
      String[] parts = line.split(" ", 2);
      HttpResponse<String> made = post(wire.from(cookie, ECHO + "/" + parts[0]), parts[1]);
      assertEquals(201, made.statusCode(), made::body);
      JsonObject plan = object(made);
      assertAll(() -> assertEquals(PlanRequest.of(change), wire.generations.planned.get(wire.generations.planned.size() - 1)), () -> assertEquals(Optional.of("/api/generations/8"), made.headers().firstValue("Location")),
          () -> assertEquals("ab".repeat(32), plan.string("sha256")), () -> assertEquals("generation:approve 8", plan.string("next")), () -> assertEquals(false, plan.bool("approved")),
          () -> assertEquals(List.of("role quality", "role security"), plan.strings("missing")));
      Actor actor = wire.generations.actors.get(wire.generations.actors.size() - 1);
      assertTrue(actor instanceof Actor.Person person && person.user().equals("ivan") && person.session().isPresent());
    });
    for (String path : List.of("/promote {", "/canary {\"version\":\"1.1.0\",\"percent\":5,")) {
      String[] parts = path.split(" ", 2);
      assertEquals(201, post(wire.from(cookie, ECHO + parts[0]), parts[1] + "\"despite\":\"the shadow fails at one asset only\"}").statusCode());
      assertEquals(Optional.of("the shadow fails at one asset only"), wire.generations.planned.get(wire.generations.planned.size() - 1).despite());
    }
    assertEquals(200, wire.get("/api/generations/8").statusCode());
    assertEquals("generation:approve 8", object(wire.get("/api/generations/8")).string("next"));
    assertEquals(7, object(wire.get("/api/generations/7")).integer("generation"), "one of before");
    for (String path : List.of("/api/generations/9", "/api/generations/0", "/api/generations/x", "/api/generations/99999999999")) {
      assertRefused(404, "SP-PLAN-0009", wire.get(path));
    }
    assertRefused(404, "SP-HTTP-0011", wire.get("/api/generations"));
    assertRefused(404, "SP-HTTP-0011", post(wire.from(cookie, "/api/generations/8/apply"), "{}"));
    assertRefused(405, "SP-HTTP-0012", post(wire.from(cookie, "/api/generations/8"), "{}"));
  }

  @Test
  void onlyTheRolesOfTheConsoleMayPlan() {
    for (String user : List.of("olga", "quinn", "aud", "nora")) {
      assertRefused(403, "SP-HTTP-0010", post(wire.from(wire.cookie(user), ECHO + "/promote"), "{}"));
    }
    assertEquals(201, post(wire.from(wire.cookie("ada"), ECHO + "/promote"), "{}").statusCode());
    assertRefused(401, "SP-IDENTITY-0011", post(wire.anonymous(ECHO + "/promote"), "{}"));
    assertRefused(403, "SP-HTTP-0010", post(wire.to(ECHO + "/promote"), "{}"));
    assertRefused(403, "SP-HTTP-0029", post(wire.anonymous(ECHO + "/promote").header("Cookie", wire.cookie("ada")).header("Origin", "http://evil.example"), "{}"));
  }

  @Test
  void whatCannotBePlannedIsRefused() {
    String cookie = wire.cookie("ivan");
    int before = wire.generations.planned.size();
    for (String body : List.of("", "{}", "{\"version\":1}", "{\"version\":\"1.1.0\",\"percent\":10}")) {
      assertRefused(400, "SP-HTTP-0032", post(wire.from(cookie, ECHO + "/shadow"), body));
    }
    for (String body : List.of("{\"version\":\"1.1.0\",\"percent\":101}", "{\"version\":\"1.1.0\",\"percent\":-1}", "{\"version\":\"1.1.0\",\"percent\":1.5}", "{\"version\":\"1.1.0\",\"assets\":\"R-1\"}",
        "{\"version\":\"1.1.0\",\"assets\":[1]}")) {
      assertRefused(400, "SP-HTTP-0032", post(wire.from(cookie, ECHO + "/canary"), body));
    }
    assertRefused(400, "SP-HTTP-0032", post(wire.from(cookie, ECHO + "/promote"), "{\"now\":true}"));
    assertRefused(415, "SP-HTTP-0031", wire.text(wire.from(cookie, ECHO + "/promote").POST(BodyPublishers.ofString("{}"))));
    assertRefused(405, "SP-HTTP-0012", wire.get(ECHO + "/promote"));
    Map.of("SP-PLAN-0001", 404, "SP-PLAN-0003", 409, "SP-PLAN-0007", 409, "SP-PLAN-0044", 409, "SP-PLAN-0045", 409, "SP-PLAN-0046", 400, "SP-PLAN-0008", 503, "SP-APPLY-0001", 409, "SP-AUDIT-0001", 503)
        .forEach((code, status) -> {
          wire.generations.refusal = Optional.of(code);
          assertRefused(status, code, post(wire.from(cookie, ECHO + "/promote"), "{}"));
        });
    wire.generations.refusal = Optional.empty();
    assertEquals(before, wire.generations.planned.size());
  }
}
