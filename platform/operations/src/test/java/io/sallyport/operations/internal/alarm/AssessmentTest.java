package io.sallyport.operations.internal.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.operations.AlarmFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssessmentTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void aFloodIsMoreThanTenInTenMinutes() {
    List<Annunciation> told = new ArrayList<>(List.of(told("AL-000001", 3599)));
    for (int i = 0; i < 11; i++) {
      told.add(told("AL-0000" + (10 + i), 300 - i));
    }
    AlarmFigures figures = Assessment.of(told, List.of(), NOW);
    assertEquals(Duration.ofSeconds(3599), figures.span());
    assertEquals(11, figures.lastTenMinutes());
    assertEquals(11, figures.peakPerTenMinutes());
    assertEquals(12 / (3599 / 600.0), figures.averagePerTenMinutes(), 0.001);
    assertEquals(1 / 6.0, figures.floodShare(), 1e-9);
    told.remove(told.size() - 1);
    assertEquals(0, Assessment.of(told, List.of(), NOW).floodShare(), "ten are none");
  }

  @Test
  void threeWithinAMinuteChatter() {
    List<Annunciation> told = List.of(told("AL-000001", 200), told("AL-000002", 190), told("AL-000001", 170), told("AL-000002", 160), told("AL-000001", 140), told("AL-000002", 129));
    AlarmFigures figures = Assessment.of(told, List.of(), NOW);
    assertEquals(List.of("AL-000001"), figures.chattering(), "three in 60 s; the other took 61 s");
    assertEquals(Map.of("AL-000001", 3, "AL-000002", 3), figures.frequent());
    assertEquals(1, figures.frequentShare());
  }

  @Test
  void nothingWasTold() {
    AlarmFigures figures = Assessment.of(List.of(), List.of(), NOW);
    assertEquals(0, figures.lastTenMinutes());
    assertEquals(0, figures.averagePerTenMinutes());
    assertEquals(0, figures.floodShare());
    assertEquals(List.of(), figures.chattering());
    assertEquals(0, figures.frequentShare());
  }

  @Test
  void annunciationsAheadOfAClockThatWasSetBackAreOfNow() {
    AlarmFigures figures = Assessment.of(List.of(told("AL-000001", -3_600), told("AL-000001", -3_700)), List.of(), NOW);
    assertEquals(Duration.ZERO, figures.span());
    assertEquals(2, figures.lastTenMinutes());
  }

  private static Annunciation told(String number, int secondsAgo) {
    return new Annunciation(number, NOW.minusSeconds(secondsAgo));
  }
}
