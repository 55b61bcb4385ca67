package io.sallyport.operations.internal.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.operations.SignalStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignalStatisticsTest {
  private static final SignalId SIGNAL = new SignalId("radiator-1", "V1", "Cel");
  private static final long SECOND = 1_000_000_000L;

  private final SignalStatistics statistics = new SignalStatistics(SIGNAL);

  @Test
  void theNewestSourceTimeWinsAndDisorderIsCounted() {
    statistics.record(new SignalBatch(SIGNAL, new long[] {10, 30, 20}, new double[] {1, 3, Double.NaN},
        new byte[] {Quality.GOOD.code(), Quality.UNCERTAIN.code(), Quality.BAD.code()}), 0);
    statistics.record(new SignalBatch(SIGNAL, new long[] {5}, new double[] {9}, new byte[] {Quality.GOOD.code()}), 0);
    SignalStatus status = statistics.status(0);
    assertEquals(3.0, status.last());
    assertEquals(Instant.ofEpochSecond(0, 30), status.time());
    assertEquals(Quality.UNCERTAIN, status.quality());
    assertEquals(4, status.total());
    assertEquals(2, status.outOfOrder());
    assertEquals(1, status.nan());
  }

  @Test
  void theRateIsThatOfTheLastTenSeconds() {
    for (int second = 0; second < 30; second++) {
      statistics.record(new SignalBatch(SIGNAL, new long[50], new double[50], new byte[50]), second * SECOND);
    }
    assertEquals(50.0, statistics.status(29 * SECOND + SECOND / 2).rate());
    assertEquals(25.0, statistics.status(34 * SECOND).rate());
    assertEquals(0.0, statistics.status(60 * SECOND).rate());
  }

  @Test
  void theRateSurvivesAClockThatBeganBelowZero() {
    statistics.record(new SignalBatch(SIGNAL, new long[10], new double[10], new byte[10]), -5 * SECOND);
    statistics.record(new SignalBatch(SIGNAL, new long[10], new double[10], new byte[10]), 2 * SECOND);
    assertEquals(2.0, statistics.status(2 * SECOND).rate());
  }

  @Test
  void aSignalWithoutSamplesHasAStatus() {
    assertEquals(Instant.EPOCH, statistics.status(0).time());
  }
}
