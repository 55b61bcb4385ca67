package io.sallyport.operations.internal.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.api.signal.Quality;
import io.sallyport.api.signal.SignalBatch;
import io.sallyport.api.signal.SignalId;
import io.sallyport.operations.SignalStatus;
import java.time.Instant;
import java.util.Optional;
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
  void aLaterForecastOfTheSameTimesIsInOrder() {
    Instant noon = Instant.parse("2026-11-25T12:00:00Z");
    SignalBatch hours = SignalBatch.builder(SIGNAL).add(noon, 5, Quality.GOOD).add(noon.plusSeconds(3600), 6, Quality.UNCERTAIN).build();
    statistics.record(hours.ahead(noon.minusSeconds(7200)), 0);
    statistics.record(hours.ahead(noon.minusSeconds(3600)), 0);
    SignalStatus status = statistics.status(0);
    assertEquals(0, status.outOfOrder());
    assertEquals(Optional.of(new SignalStatus.Ahead(noon.minusSeconds(3600), noon, 5, 2)), status.ahead());
    assertEquals(noon.plusSeconds(3600), status.time());
    assertEquals(6.0, status.last());
    assertEquals(4, status.total());
  }

  @Test
  void anIssueThatIsLateAndTimesThatGoBackInOneAreOutOfOrder() {
    Instant noon = Instant.parse("2026-11-25T12:00:00Z");
    statistics.record(SignalBatch.of(SIGNAL, noon, 5, Quality.GOOD).ahead(noon), 0);
    statistics.record(SignalBatch.of(SIGNAL, noon.plusSeconds(9), 7, Quality.GOOD).ahead(noon.minusSeconds(1)), 0);
    assertEquals(5.0, statistics.status(0).last());
    assertEquals(1, statistics.status(0).outOfOrder());
    statistics.record(SignalBatch.builder(SIGNAL).add(noon.plusSeconds(2), 1, Quality.GOOD).add(noon, 2, Quality.GOOD).build().ahead(noon.plusSeconds(1)), 0);
    assertEquals(2, statistics.status(0).outOfOrder());
    assertEquals(2.0, statistics.status(0).ahead().orElseThrow().first());
  }

  @Test
  void whatIsMeasuredAgainAfterAForecastStartsAnew() {
    Instant noon = Instant.parse("2026-11-25T12:00:00Z");
    statistics.record(SignalBatch.of(SIGNAL, noon.plusSeconds(3600), 5, Quality.GOOD).ahead(noon), 0);
    statistics.record(SignalBatch.of(SIGNAL, noon, 4, Quality.GOOD), 0);
    assertEquals(0, statistics.status(0).outOfOrder());
    assertEquals(4.0, statistics.status(0).last());
    assertEquals(Optional.empty(), statistics.status(0).ahead());
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
