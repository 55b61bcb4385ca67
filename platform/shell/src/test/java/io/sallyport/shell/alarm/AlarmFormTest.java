package io.sallyport.shell.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.alarm.Alarm;
import io.sallyport.api.insight.Evidence;
import io.sallyport.api.insight.Severity;
import io.sallyport.operations.AlarmFigures;
import io.sallyport.operations.AlarmState;
import io.sallyport.operations.StoredAlarm;
import io.sallyport.shell.Reply;
import io.sallyport.trust.Json;
import io.sallyport.trust.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmFormTest {
  private static final Instant TIME = Instant.parse("2026-11-25T08:00:00Z");

  @Test
  void bothFormsSayWhatIsKnown() {
    Reply reply = AlarmForm.info(stored(true));
    JsonObject json = Json.parseObject(Json.write(reply.json()), "reply");
    assertEquals("SHLVD", json.string("state"));
    assertEquals("change", json.string("reason"));
    String text = text(reply);
    assertTrue(text.contains("seen        8.5 bar, limit 8.0"), text);
    assertTrue(text.contains("back        2026-11-25T09:00:00Z"), text);
    assertFalse(text.contains("nobody knows"), text);
    assertTrue(text(AlarmForm.info(stored(false))).contains("nobody knows whether it still holds"));
  }

  @Test
  void figuresAreWordsAndNumbers() {
    Reply reply = AlarmForm.figures(new AlarmFigures(Duration.ofHours(2), 3, 1.3, 12, 0.25, Map.of(AlarmState.UNACK, 2), List.of(), List.of("AL-000001"), Map.of("AL-000001", 9), 0.6));
    String text = text(reply);
    assertTrue(text.contains("told        3 in the last ten minutes; per ten minutes 1.3 on average, 12 at most"), text);
    assertTrue(text.contains("flood       25.0 %") && text.contains("stale       none") && text.contains("frequent    AL-000001 9: 60 % of all"), text);
    assertTrue(new String(Json.write(reply.json()), StandardCharsets.UTF_8).contains("\"flood_share\""));
  }

  private static StoredAlarm stored(boolean watched) {
    Alarm alarm = Alarm.of("high", "boiler-1", Severity.HIGH, "pressure is above 8 bar", TIME, Evidence.ofRule("above 8 bar", "pressure", 8.5, 8, "bar", TIME, TIME));
    return new StoredAlarm("AL-000001", "asset-monitoring", alarm, AlarmState.SHLVD, true, Optional.empty(), TIME, Optional.of(TIME.plusSeconds(3600)), Optional.of("change"), Optional.of(TIME), 1,
        "olga", watched);
  }

  private static String text(Reply reply) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    reply.text().accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
