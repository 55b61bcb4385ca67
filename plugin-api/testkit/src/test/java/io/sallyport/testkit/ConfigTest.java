package io.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.insight.Severity;
import io.sallyport.testkit.example.PressureConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.ComponentException;

class ConfigTest {
  /** Every spelling of OSGi Compendium 112.8.2.1. */
  @interface Spelled {
    int page_max() default 1;

    int under__score() default 2;

    int dash$_$ed() default 3;

    int class$() default 4;

    int dollar$$() default 5;

    int[] numbers() default {1, 2};

    Class<?> type() default String.class;

    Severity[] levels() default {Severity.HIGH, Severity.CRITICAL};

    byte small() default 7;

    boolean on() default true;
  }

  public @interface Prefixed {
    String PREFIX_ = "acme.";

    String name() default "none";
  }

  @interface Required {
    String host();

    int port();
  }

  @Test
  void whatIsAbsentHasItsDefault() {
    PressureConfig config = Config.of(PressureConfig.class);
    assertEquals("pump-1", config.asset());
    assertEquals(3.0, config.limit_high());
    assertEquals(Severity.HIGH, config.severity());
    assertEquals(60_000, config.silence_ms());
    assertArrayEquals(new String[] {"pressure"}, config.signals());
    Spelled spelled = Config.of(Spelled.class);
    assertArrayEquals(new int[] {1, 2}, spelled.numbers());
    assertEquals(String.class, spelled.type());
    assertArrayEquals(new Severity[] {Severity.HIGH, Severity.CRITICAL}, spelled.levels());
    assertEquals(7, spelled.small());
    assertTrue(spelled.on());
  }

  @Test
  void textIsConvertedAsFromAFile() {
    PressureConfig config = Config.of(PressureConfig.class, Map.of("limit.high", "4.5", "severity", "MEDIUM", "silence.ms", "5", "signals", "one"));
    assertEquals(4.5, config.limit_high());
    assertEquals(Severity.MEDIUM, config.severity());
    assertEquals(5, config.silence_ms());
    assertArrayEquals(new String[] {"one"}, config.signals(), "one text is an array of one: nothing is split");
  }

  @Test
  void valuesOfEveryKindAreTaken() {
    PressureConfig config = Config.of(PressureConfig.class, Map.of("limit.high", 4, "severity", Severity.CRITICAL, "signals", List.of("a", "b")));
    assertEquals(4.0, config.limit_high());
    assertEquals(Severity.CRITICAL, config.severity());
    assertArrayEquals(new String[] {"a", "b"}, config.signals());
    assertArrayEquals(new String[] {"c"}, Config.of(PressureConfig.class, Map.of("signals", new String[] {"c"})).signals());
  }

  @Test
  void keysAreMappedAsOnTheAppliance() {
    Spelled spelled = Config.of(Spelled.class, Map.of("page.max", 11, "under_score", 12, "dash-ed", 13, "class", 14, "dollar$", 15));
    assertEquals(List.of(11, 12, 13, 14, 15),
        List.of(spelled.page_max(), spelled.under__score(), spelled.dash$_$ed(), spelled.class$(), spelled.dollar$$()));
    assertEquals("x", Config.of(Prefixed.class, Map.of("acme.name", "x")).name());
  }

  @Test
  void anUnknownKeyIsAnErrorThatNamesTheKnownOnes() {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> Config.of(PressureConfig.class, Map.of("limit_high", 3)));
    assertEquals("PressureConfig has no key limit_high; it has asset, limit.high, severity, signals, silence.ms", error.getMessage());
  }

  @Test
  void aValueThatCannotBeConvertedThrowsWhenItIsAskedFor() {
    PressureConfig config = Config.of(PressureConfig.class, Map.of("limit.high", "high"));
    assertEquals("pump-1", config.asset());
    assertThrows(ComponentException.class, config::limit_high);
  }

  @Test
  void whatIsRequiredAndAbsentIsNothingAsOnTheAppliance() {
    assertEquals(0, Config.of(Required.class, Map.of("host", "plc")).port());
  }
}
