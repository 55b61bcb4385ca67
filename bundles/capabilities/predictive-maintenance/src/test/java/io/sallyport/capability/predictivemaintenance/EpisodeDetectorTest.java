package io.sallyport.capability.predictivemaintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sallyport.api.insight.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EpisodeDetectorTest {
  private final EpisodeDetector detector = new EpisodeDetector(Fixtures.settings(), UUID::randomUUID);
  private int second;

  @Test
  void oneOrTwoWindowsAboveTheThresholdRaiseNothing() {
    assertTrue(feed(0.5, 9, 9, 0.5, 9, 9, 0.5).isEmpty());
  }

  @Test
  void threeInARowBeginAnEpisodeAtTheFirstOfThem() {
    List<Episode> states = feed(0.5, 0.5, 1.1, 1.5, 1.2);
    assertEquals(1, states.size());
    Episode begun = states.get(0);
    assertEquals(Severity.MEDIUM, begun.severity());
    assertEquals(Instant.ofEpochSecond(3), begun.from());
    assertEquals(Optional.empty(), begun.until());
    assertEquals(1.5, begun.peak().value());
  }

  @Test
  void aHigherScoreMakesItMoreSevereAndNeverLess() {
    List<Episode> states = feed(1.1, 1.1, 1.1, 2.0, 3.0, 1.1, 4.0, 1.1);
    assertEquals(List.of(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL), states.stream().map(Episode::severity).toList());
    assertEquals(1, states.stream().map(Episode::id).distinct().count());
  }

  @Test
  void eightCalmWindowsEndItAtTheFirstOfThem() {
    List<Episode> states = feed(1.1, 1.1, 1.1, 0.95, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9);
    assertEquals(1, states.size(), "seven calm windows are not enough, and 0.95 is not calm");
    states = feed(0.9);
    assertEquals(Optional.of(Instant.ofEpochSecond(5)), states.get(0).until());
    assertEquals(Instant.ofEpochSecond(1), states.get(0).from());
  }

  @Test
  void aWindowThatIsNotCalmStartsTheCountingAgain() {
    feed(1.1, 1.1, 1.1);
    assertTrue(feed(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.95, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1).isEmpty());
    assertEquals(1, feed(0.1).size());
  }

  @Test
  void theNextEpisodeHasAnotherId() {
    UUID first = feed(1.1, 1.1, 1.1).get(0).id();
    feed(0, 0, 0, 0, 0, 0, 0, 0);
    UUID second = feed(9, 9, 9).get(0).id();
    assertNotEquals(first, second);
    assertEquals(second, detector.id());
  }

  @Test
  void anInterruptionBreaksARow() {
    feed(1.1, 1.1);
    detector.interrupt();
    assertTrue(feed(1.1, 1.1).isEmpty());
    assertEquals(1, feed(1.1).size());
  }

  @Test
  void endingTheWatchEndsTheEpisodeOnce() {
    feed(1.1, 1.1, 1.1);
    assertEquals(Optional.of(Instant.ofEpochSecond(3)), detector.end(Instant.ofEpochSecond(3)).orElseThrow().until());
    assertTrue(detector.end(Instant.ofEpochSecond(4)).isEmpty());
  }

  private List<Episode> feed(double... values) {
    List<Episode> states = new ArrayList<>();
    for (double value : values) {
      detector.accept(Fixtures.score(++second, value)).ifPresent(states::add);
    }
    return states;
  }
}
