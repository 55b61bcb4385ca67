package io.sallyport.http.internal.alarms;

import static io.sallyport.http.internal.Wire.assertRefused;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.audit.Actor;
import io.sallyport.http.internal.TestSettings;
import io.sallyport.http.internal.Wire;
import io.sallyport.operations.AlarmState;
import io.sallyport.operations.AlarmStep;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmsServletTest {
  private static final String ONE = "/api/alarms/AL-000001";

  @TempDir
  static Path data;
  private static Wire wire;
  private static String seen;

  @BeforeAll
  static void open() throws Exception {
    wire = new Wire(data, TestSettings.DEFAULT);
    seen = wire.alarms.alarm.revision();
  }

  @AfterAll
  static void close() throws Exception {
    wire.close();
  }

  private static HttpResponse<String> post(HttpRequest.Builder request, String body) {
    return wire.text(request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.replace("SEEN", seen))));
  }

  private static JsonObject object(HttpResponse<String> response) {
    return Json.parseObject(response.body().getBytes(StandardCharsets.UTF_8), "response");
  }

  @Test
  void listsThoseInSightOrAsAsked() {
    JsonObject page = object(wire.get("/api/alarms"));
    assertAll(() -> assertEquals("AL-000001", page.objects("alarms").get(0).string("number")), () -> assertEquals(false, page.bool("more")), () -> assertEquals(51, wire.alarms.asked.max()),
        () -> assertEquals(Set.of(AlarmState.UNACK, AlarmState.ACKED, AlarmState.RTNUN), wire.alarms.asked.states()));
    JsonObject first = object(wire.get("/api/alarms?max=1"));
    assertAll(() -> assertEquals(1, first.objects("alarms").size()), () -> assertEquals(true, first.bool("more")));
    assertEquals(List.of(), object(wire.get("/api/alarms?state=SHLVD&state=OOSRV&asset=boiler-1&skip=7")).array("alarms"));
    assertAll(() -> assertEquals(Set.of(AlarmState.SHLVD, AlarmState.OOSRV), wire.alarms.asked.states()), () -> assertEquals(Optional.of("boiler-1"), wire.alarms.asked.asset()),
        () -> assertEquals(7, wire.alarms.asked.skip()));
    wire.get("/api/alarms?all=true");
    assertEquals(AlarmState.values().length, wire.alarms.asked.states().size());
    for (String query : List.of("state=unack", "state=", "max=0", "max=1001", "max=x", "skip=-1", "max=1&max=2", "limit=5", "%6dax=0")) {
      assertRefused(400, "SP-HTTP-0034", wire.get("/api/alarms?" + query));
    }
  }

  @Test
  void showsOneWithItsRevision() {
    JsonObject alarm = object(wire.get(ONE));
    assertAll(() -> assertEquals(seen, alarm.string("revision")), () -> assertEquals("UNACK", alarm.string("state")));
    assertRefused(404, "SP-ALARM-0001", wire.get("/api/alarms/AL-000002"));
    assertRefused(404, "SP-HTTP-0011", wire.get(ONE + "/acknowledge/x"));
    assertRefused(404, "SP-HTTP-0011", wire.get(ONE + "/x"));
    assertRefused(405, "SP-HTTP-0012", wire.get(ONE + "/acknowledge"));
  }

  @Test
  void eachStepIsTakenInThePersonsName() {
    String cookie = wire.cookie("ada");
    Map<String, AlarmStep> steps = Map.of("acknowledge {\"seen\":\"SEEN\"}", new AlarmStep.Acknowledge(Optional.empty()), "acknowledge {\"seen\":\"SEEN\",\"comment\":\"valve\"}",
        new AlarmStep.Acknowledge(Optional.of("valve")), "shelve {\"seen\":\"SEEN\",\"minutes\":30,\"reason\":\"change\"}", new AlarmStep.Shelve(Duration.ofMinutes(30), "change"),
        "unshelve {\"seen\":\"SEEN\"}", new AlarmStep.Unshelve(), "disable {\"seen\":\"SEEN\",\"reason\":\"removed\"}", new AlarmStep.Disable("removed"), "enable {\"seen\":\"SEEN\"}",
        new AlarmStep.Enable());
    steps.forEach((line, step) -> {
      String[] parts = line.split(" ", 2);
      HttpResponse<String> done = post(wire.from(cookie, ONE + "/" + parts[0]), parts[1]);
      assertEquals(200, done.statusCode(), done::body);
      assertEquals(step, wire.alarms.steps.get(wire.alarms.steps.size() - 1));
      assertTrue(wire.alarms.actors.get(wire.alarms.actors.size() - 1) instanceof Actor.Person person && person.user().equals("ada") && person.session().isPresent());
    });
  }

  @Test
  void onlyTheRolesOfTheConsoleMay() {
    Map<String, Set<String>> may = Map.of("acknowledge", Set.of("olga", "ada"), "shelve", Set.of("olga", "ada"), "unshelve", Set.of("olga", "ada"), "disable", Set.of("ivan", "ada"), "enable", Set.of("ivan", "ada"));
    for (String user : List.of("olga", "ivan", "quinn", "aud", "nora")) {
      String cookie = wire.cookie(user);
      may.forEach((action, people) -> {
        String body = action.equals("shelve") ? "{\"seen\":\"SEEN\",\"minutes\":1,\"reason\":\"x\"}" : action.equals("disable") ? "{\"seen\":\"SEEN\",\"reason\":\"x\"}" : "{\"seen\":\"SEEN\"}";
        HttpResponse<String> seenAnswer = post(wire.from(cookie, ONE + "/" + action), body);
        assertEquals(people.contains(user) ? 200 : 403, seenAnswer.statusCode(), () -> user + " " + action);
      });
    }
    assertRefused(401, "SP-IDENTITY-0011", post(wire.anonymous(ONE + "/acknowledge"), "{\"seen\":\"SEEN\"}"));
    assertRefused(403, "SP-HTTP-0010", post(wire.anonymous(ONE + "/acknowledge").header("Authorization", "Bearer " + wire.auditor), "{\"seen\":\"SEEN\"}"));
    assertEquals(200, post(wire.to(ONE + "/acknowledge"), "{\"seen\":\"SEEN\"}").statusCode(), "a program in the operator's role");
    assertRefused(403, "SP-HTTP-0029", post(wire.anonymous(ONE + "/acknowledge").header("Cookie", wire.cookie("olga")).header("Origin", "http://evil.example"), "{\"seen\":\"SEEN\"}"));
  }

  @Test
  void whatCannotBeDoneIsRefused() {
    int before = wire.alarms.steps.size();
    assertRefused(409, "SP-ALARM-0006", post(wire.to(ONE + "/acknowledge"), "{\"seen\":\"ACKED-HIGH-2026-11-25T08:00:00Z-1\"}"));
    assertRefused(404, "SP-ALARM-0001", post(wire.to("/api/alarms/AL-000002/acknowledge"), "{\"seen\":\"SEEN\"}"));
    for (String body : List.of("{}", "", "{\"seen\":1}", "{\"seen\":\"SEEN\",\"reason\":\"x\"}")) {
      assertRefused(400, "SP-HTTP-0032", post(wire.to(ONE + "/acknowledge"), body));
    }
    for (String body : List.of("{\"seen\":\"SEEN\",\"minutes\":5}", "{\"seen\":\"SEEN\",\"reason\":\"x\"}", "{\"seen\":\"SEEN\",\"reason\":\"x\",\"minutes\":\"5\"}", "{\"seen\":\"SEEN\",\"reason\":\"x\",\"minutes\":1.5}")) {
      assertRefused(400, "SP-HTTP-0032", post(wire.to(ONE + "/shelve"), body));
    }
    assertRefused(415, "SP-HTTP-0031", wire.text(wire.to(ONE + "/acknowledge").POST(BodyPublishers.ofString("{\"seen\":\"" + seen + "\"}"))));
    assertRefused(413, "SP-HTTP-0013", post(wire.to(ONE + "/acknowledge"), " ".repeat(20_000)));
    Map.of("SP-ALARM-0002", 409, "SP-ALARM-0003", 400, "SP-ALARM-0004", 400, "SP-WORK-0001", 503, "SP-WORK-0007", 503).forEach((code, status) -> {
      wire.alarms.refusal = Optional.of(code);
      assertRefused(status, code, post(wire.to(ONE + "/acknowledge"), "{\"seen\":\"SEEN\"}"));
    });
    wire.alarms.refusal = Optional.empty();
    assertEquals(before, wire.alarms.steps.size());
  }
}
