package com.acme.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.limits.Verdict.State;
import io.sallyport.api.insight.Severity;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectorTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aHighLimitHasHysteresisAndAnExtreme() {
    Detector high = detector("high", 8.0, "high.high", 10.0, "hysteresis", 0.5);
    assertEquals(State.CALM, high.accept(0, 7.5).state());
    assertEquals(State.BETWEEN, high.accept(1, 7.6).state());
    assertEquals(State.BETWEEN, high.accept(2, 8.0).state());
    Verdict beyond = high.accept(3, 8.1);
    assertEquals(State.BEYOND, beyond.state());
    assertEquals(Severity.MEDIUM, beyond.severity());
    assertEquals(8.0, beyond.limit());
    Verdict extreme = high.accept(4, 10.1);
    assertEquals(Severity.HIGH, extreme.severity());
    assertEquals(10.0, extreme.limit());
  }

  @Test
  void aLowLimitIsItsMirrorImage() {
    Detector low = detector("low", 2.0, "low.low", 1.0, "hysteresis", 0.5);
    assertEquals(State.CALM, low.accept(0, 2.5).state());
    assertEquals(State.BETWEEN, low.accept(1, 2.4).state());
    assertEquals(State.BEYOND, low.accept(2, 1.9).state());
    assertEquals(Severity.HIGH, low.accept(3, 0.9).severity());
  }

  @Test
  void anExtremeAloneIsALimitOfItsOwn() {
    Detector high = detector("high.high", 10.0, "hysteresis", 1.0);
    assertEquals(State.CALM, high.accept(0, 9.0).state());
    assertEquals(State.BETWEEN, high.accept(1, 9.5).state());
    assertEquals(Severity.HIGH, high.accept(2, 11).severity());
  }

  @Test
  void aRateIsMeasuredOverItsWindow() {
    Detector rate = detector("rate.per.s", 1.0, "rate.window.s", 10.0);
    assertEquals(State.BETWEEN, rate.accept(0, 0).state(), "one sample has no rate");
    for (int second = 1; second <= 20; second++) { // noise of ±2 on a slow rise of 0.1 per second
      State state = rate.accept(second * SECOND, second * 0.1 + (second % 2 == 0 ? 0.2 : -0.2)).state();
      assertEquals(second < 5 ? State.BETWEEN : State.CALM, state, "second " + second);
    }
    Verdict last = null;
    for (int second = 21; second <= 40; second++) { // two per second, downwards
      last = rate.accept(second * SECOND, 2 - (second - 20) * 2.0);
    }
    assertEquals(State.BEYOND, last.state());
    assertEquals(2.0, last.found(), 1e-9);
    assertEquals(30 * SECOND, last.from());
  }

  @Test
  void aFastSignalDoesNotFillTheMemoryOfTheRate() {
    RateDetector rate = new RateDetector(rule("rate.per.s", 1.0, "rate.window.s", 10.0));
    for (int i = 0; i < 100_000; i++) {
      rate.accept(i * SECOND / 1_000, 0);
      assertEquals(true, rate.points() <= 66);
    }
  }

  @Test
  void aValueThatMovesWithinItsBandIsStuck() {
    Detector stuck = detector("stuck.after.s", 10.0, "stuck.band", 0.1);
    for (int second = 0; second <= 10; second++) {
      assertEquals(State.CALM, stuck.accept(second * SECOND, 5 + (second % 2) * 0.1).state());
    }
    assertEquals(State.BEYOND, stuck.accept(11 * SECOND, 5).state());
    assertEquals(State.CALM, stuck.accept(12 * SECOND, 4.95).state(), "5.1 to 4.95 is more than the band");
  }

  @Test
  void aSlowDriftIsNotStuck() {
    Detector stuck = detector("stuck.after.s", 10.0, "stuck.band", 0.1);
    for (int second = 0; second <= 100; second++) {
      assertEquals(State.CALM, stuck.accept(second * SECOND, second * 0.02).state());
    }
  }

  @Test
  void stillnessGoesOnOverARestart() {
    Detector stuck = detector("stuck.after.s", 10.0);
    stuck.resume(new Verdict(State.BEYOND, Severity.MEDIUM, 60, 10, 100 * SECOND, 160 * SECOND));
    Verdict first = stuck.accept(170 * SECOND, 5);
    assertEquals(State.BEYOND, first.state());
    assertEquals(70, first.found());
    assertEquals(State.CALM, stuck.accept(171 * SECOND, 6).state());
  }

  private static Detector detector(Object... keysAndValues) {
    return rule(keysAndValues).detectors().get(0);
  }

  private static Rule rule(Object... keysAndValues) {
    Map<String, Object> keys = new HashMap<>(Map.of("asset", "a"));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return Rules.rule("r", keys);
  }
}
