package io.sallyport.capability.assetmonitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aRampReachesTheLimitWhenItsLineDoes() {
    Trend trend = new Trend(600 * SECOND);
    Random noise = new Random(1);
    for (int t = 0; t <= 600; t++) {
      trend.accept(t * SECOND, 5 + t / 600.0 + 0.01 * noise.nextGaussian());
    }
    assertEquals(1205, trend.secondsTo(8), 30, "from 6 to 8 at one in 600 s, from the middle of the last part of 10 s");
    assertEquals(Double.POSITIVE_INFINITY, trend.secondsTo(2), "it heads the other way");
    assertEquals(Double.POSITIVE_INFINITY, trend.secondsTo(Double.NaN));
  }

  @Test
  void noiseHeadsNowhere() {
    Trend trend = new Trend(600 * SECOND);
    Random noise = new Random(1);
    for (int t = 0; t <= 600; t++) {
      trend.accept(t * SECOND, 5 + noise.nextGaussian());
    }
    assertEquals(Double.POSITIVE_INFINITY, trend.secondsTo(8));
    assertEquals(Double.POSITIVE_INFINITY, new Trend(600 * SECOND).secondsTo(8), "nor does nothing");
  }

  @Test
  void theRateIsThatOfItsWindowAndOfTheLastTwoWhereSamplesAreRarer() {
    Rate rate = new Rate(10 * SECOND);
    assertEquals(0, rate.accept(0, 1));
    assertEquals(0, rate.accept(SECOND, 9), "half a window is needed");
    assertEquals(1, rate.accept(8 * SECOND, 9));
    Rate rare = new Rate(10 * SECOND);
    rare.accept(0, 1);
    rare.accept(60 * SECOND, 1);
    assertEquals(2, rare.accept(120 * SECOND, 121));
  }

  @Test
  void theRateOfAFastSignalIsThatOfItsWholeWindow() {
    Rate rate = new Rate(10 * SECOND);
    double last = 0;
    for (int i = 0; i <= 50_000; i++) { // 5 kHz, 3 a second
      last = rate.accept(i * SECOND / 5_000, i * 3 / 5_000.0);
    }
    assertEquals(3, last, 1e-6);
    assertEquals(0, rate.accept(10 * SECOND + SECOND / 5_000, 0.006 / 10), 0.01, "a sample that is not kept is still looked at");
  }
}
