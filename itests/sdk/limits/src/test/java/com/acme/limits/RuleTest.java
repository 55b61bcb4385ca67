package com.acme.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {
  @Test
  void takesWhatIsConfigured() {
    Rule rule = Rules.rule("boiler", Map.of("asset", "boiler-1", "signals", new String[] {"p1, p2", "p3"}, "high", 8.0));
    assertEquals(Set.of("p1", "p2", "p3"), rule.signals());
    assertTrue(rule.covers("boiler-1", "p2"));
    assertFalse(rule.covers("boiler-1", "p4"));
    assertFalse(rule.covers("boiler-2", "p2"));
    assertEquals(1, rule.detectors().size());
  }

  @Test
  void starMeansAll() {
    Rule rule = Rules.rule("all", Map.of("asset", "*", "stuck.after.s", 60.0));
    assertTrue(rule.covers("any", "thing"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "asset |  | rule r: asset is empty: name an asset, or * for every asset",
      "high | NaN | rule r: high and all other limits are absent: set at least one of low.low, low, high, high.high, rate.per.s, stuck.after.s, silent.after.s",
      "high | Infinity | rule r: high is infinite",
      "low | 9 | rule r: high is 8.0, not above low, 9.0",
      "high.high | 8 | rule r: high.high is 8.0, not above high, 8.0",
      "hysteresis | -1 | rule r: hysteresis is -1.0, not 0 or more",
      "rate.per.s | 0 | rule r: rate.per.s is 0.0, not above 0",
      "rate.window.s | 0 | rule r: rate.window.s is 0.0, not above 0 and at most a day",
      "stuck.after.s | -5 | rule r: stuck.after.s is -5.0, not above 0",
      "stuck.band | -1 | rule r: stuck.band is -1.0, not 0 or more",
      "silent.after.s | Infinity | rule r: silent.after.s is Infinity, not above 0",
      "delay.s | 100000 | rule r: delay.s is 100000.0, not 0 or more and at most a day"})
  void refusesWhatCannotBeMeant(String key, String value, String sentence) {
    Map<String, Object> keys = new HashMap<>(Map.of("asset", "boiler-1", "high", 8.0));
    Rules.rule("r", keys);
    keys.put(key, key.equals("asset") ? "" : (Object) Double.valueOf(value));
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, () -> Rules.rule("r", keys)).getMessage());
  }

  @Test
  void refusesAHysteresisThatNeverEndsAnInsight() {
    Map<String, Object> keys = Map.of("asset", "a", "low", 1.0, "high", 3.0, "hysteresis", 2.0);
    assertThrows(IllegalArgumentException.class, () -> Rules.rule("r", keys));
  }
}
