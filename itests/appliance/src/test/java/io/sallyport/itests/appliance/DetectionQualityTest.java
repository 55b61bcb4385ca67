package io.sallyport.itests.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.itests.appliance.DetectionQuality.Reported;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectionQualityTest {
  /** 100 rows, one per 10 ns; episode 1 is rows 20…29, episode 2 is rows 60…69. */
  private final TruthLog truth = truth(100);

  private static TruthLog truth(int rows) {
    List<TruthLog.Sent> sent = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int episode = i >= 20 && i < 30 ? 1 : i >= 60 && i < 70 ? 2 : 0;
      sent.add(new TruthLog.Sent(i, i * 10L, episode > 0, episode));
    }
    return new TruthLog(sent);
  }

  @Test
  void countsRowsAndDelays() {
    DetectionQuality quality = DetectionQuality.of(truth, List.of(new Reported(220, Optional.of(320L), 250), new Reported(900, Optional.of(910L), 900)));
    assertEquals(8, quality.truePositives());
    assertEquals(5, quality.falsePositives());
    assertEquals(12, quality.falseNegatives());
    assertEquals(2, quality.episodes());
    assertEquals(List.of(5L), quality.delays());
    assertEquals(0.4, quality.recall());
  }

  @Test
  void nothingReportedIsPreciseAndRecallsNothing() {
    DetectionQuality quality = DetectionQuality.of(truth, List.of());
    assertEquals(1, quality.precision());
    assertEquals(0, quality.recall());
    assertEquals(Optional.empty(), quality.medianDelay());
  }

  @Test
  void unfinishedEpisodeIsNotCounted() {
    assertEquals(1, DetectionQuality.of(truth(65), List.of()).episodes());
  }
}
