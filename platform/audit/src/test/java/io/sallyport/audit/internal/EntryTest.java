package io.sallyport.audit.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sallyport.audit.Actor;
import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.Outcome;
import io.sallyport.trust.CanonicalJson;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryTest {
  private final EntryEncoder encoder = new EntryEncoder();

  @Test
  void isCanonicalJson() {
    AuditEntry entry = AuditEntry.of("generation.approved").actor("quinn", "quality").action("approve").object("generation/2")
        .outcome(Outcome.REFUSED).code("SP-APPROVE-0001").reason("she said \"no\" \\ – ü 漢 😀").correlation("c1").source("ssh:127.0.0.1")
        .before(JsonObject.builder().put("z", 1).put("a", List.of("x", 2, true)).build())
        .after(JsonObject.builder().put("score", 0.5).put("text", "a\nb").build()).digest("plan", "aa").digest("candidate", "bb").build();
    byte[] bytes = encoder.encode(entry, Instant.parse("2026-11-24T08:55:17.042Z"));
    JsonObject json = Json.parseObject(bytes, "entry");
    assertArrayEquals(CanonicalJson.encode(json), bytes);
    assertEquals("sallyport.audit/1", json.string("schema"));
    assertEquals("2026-11-24T08:55:17.042Z", json.string("time"));
    assertEquals("quality", json.object("actor").string("role"));
    assertEquals("refused", json.string("outcome"));
    assertEquals("0.5", json.object("after").string("score"));
    assertEquals("a\uFFFDb", json.object("after").string("text"));
    assertEquals("she said \"no\" \\ – ü 漢 😀", json.string("reason"));
  }

  @Test
  void namesTheSessionOfAPerson() {
    AuditEntry entry = AuditEntry.of("alarm.changed").actor(new Actor.Person("olga", "operator", Optional.of("0123456789ab"))).action("acknowledge").object("alarm/AL-000001").build();
    byte[] bytes = encoder.encode(entry, Instant.EPOCH);
    JsonObject json = Json.parseObject(bytes, "entry");
    assertArrayEquals(CanonicalJson.encode(json), bytes);
    assertEquals("0123456789ab", json.object("actor").string("session"));
  }

  @Test
  void noOneForgesALine() {
    AuditEntry entry = AuditEntry.of("login.failed").actor("eve\n{\"type\":\"x\"}\u0000\uD800", "none").action("login").object("x").build();
    JsonObject json = Json.parseObject(encoder.encode(entry, Instant.EPOCH), "entry");
    assertEquals("eve\uFFFD{\"type\":\"x\"}\uFFFD\uFFFD", json.object("actor").string("user"));
    assertEquals("1970-01-01T00:00:00.000Z", json.string("time"));
  }

  @Test
  void actorActionAndObjectAreRequired() {
    assertThrows(NullPointerException.class, () -> AuditEntry.of("x").action("a").object("o").build());
    assertThrows(NullPointerException.class, () -> AuditEntry.of("x").system("s").object("o").build());
    assertThrows(NullPointerException.class, () -> AuditEntry.of("x").system("s").action("a").build());
  }
}
