package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyTest {
  @Test
  void isEmptyAtFirst() {
    assertEquals(0, new Latency().quantile(0.99));
  }

  @Test
  void quantilesAreWithinOneStep() {
    Random random = new Random(1);
    long[] values = new long[10_000];
    Latency latency = new Latency();
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) Math.exp(random.nextDouble() * 20);
      latency.record(values[i]);
    }
    Arrays.sort(values);
    for (double quantile : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
      long exact = values[(int) Math.ceil(quantile * values.length) - 1];
      long seen = latency.quantile(quantile);
      assertTrue(seen >= exact && seen <= exact * 17 / 16 + 1, quantile + ": " + seen + " for " + exact);
    }
  }

  @Test
  void takesTheExtremes() {
    Latency latency = new Latency();
    for (long value : new long[] {-5, 0, 15, 16, 17, 31, 32, Long.MAX_VALUE}) {
      latency.record(value);
    }
    assertEquals(0, latency.quantile(0.25));
    assertEquals(15, latency.quantile(0.375));
    assertEquals(16, latency.quantile(0.5));
    assertEquals(Long.MAX_VALUE, latency.quantile(1));
  }
}
