package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.inference.Histogram;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramTest {
  @Test
  void boundsAreIncluded() {
    LatencyBuckets buckets = new LatencyBuckets();
    for (long micros : new long[] {0, 10, 11, 10_000_000, 20_000_000}) {
      buckets.record(micros * 1_000);
    }
    Histogram histogram = buckets.histogram();
    assertEquals(19, histogram.bounds().size());
    assertEquals(List.of(2L, 1L), histogram.counts().subList(0, 2));
    assertEquals(List.of(1L, 1L), histogram.counts().subList(18, 20));
    assertEquals(5, buckets.count());
    assertEquals(30.000021, histogram.sum(), 1e-9);
    assertEquals(List.of(2L, 3L), histogram.cumulative().subList(0, 2));
    assertEquals(5L, histogram.cumulative().get(19));
    assertEquals(10e-6, histogram.quantile(0.4));
    assertEquals(Double.POSITIVE_INFINITY, histogram.quantile(1));
  }

  @Test
  void theRateIsOverTheLastMinute() {
    Rate rate = new Rate();
    assertEquals(0, rate.perSecond());
    for (int second = 0; second <= 200; second++) {
      rate.sample(second * 1_000_000_000L, second < 100 ? 0 : (second - 100) * 50L);
    }
    assertEquals(50, rate.perSecond(), 1e-9);
  }
}
