package io.sallyport.capability.loadforecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @Test
  void timesAreSlots() {
    assertEquals(Set.of(18, 47), of(Map.of("issue.times", "09:00, 23:30")).issueSlots());
    assertEquals(Set.of(), of(Map.of()).issueSlots());
  }

  @ParameterizedTest
  @CsvSource({"asset,*", "asset,' '", "signal,' '", "model,' '", "zone,Mars/Base", "period.min,7", "period.min,0", "history.days,1", "issue.times,9 o'clock", "issue.times,09:10",
      "lateness.s,-1", "gap.slots,-1", "gap.ratio,0.6", "limit,Infinity", "error.ratio,0.5", "error.slots,0", "check.s,0"})
  void whatCannotBeIsRefusedByName(String key, String value) {
    String message = assertThrows(IllegalArgumentException.class, () -> of(Map.of(key, value))).getMessage();
    assertTrue(message.startsWith("SP-FORECAST-0005: " + key + " "), message);
  }

  private static Settings of(Map<String, ?> values) {
    return Settings.of(io.sallyport.testkit.Config.of(Config.class, values));
  }
}
