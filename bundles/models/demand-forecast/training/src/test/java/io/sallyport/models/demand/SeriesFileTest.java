package io.sallyport.models.demand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site's own series may look like, and what is said of one that cannot be used. */
class SeriesFileTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final int DAYS = 12 * 7;

  @TempDir Path folder;

  @Test
  void valuesAloneBeginOnAMonday() throws IOException {
    List<String> lines = new ArrayList<>(List.of("mw"));
    for (int i = 0; i < DAYS * Series.DAY + 5; i++) {
      lines.add(Integer.toString(100 + i % Series.DAY));
    }
    Series series = read(lines, ZoneOffset.UTC);
    assertEquals(12, series.weeks());
    assertEquals("MONDAY", series.first().getDayOfWeek().name());
    assertEquals(100, series.at(0));
    assertEquals(147, series.at(series.size() - 1), "the half day at the end is left out");
    assertEquals(8, series.trainingWeeks());
    assertEquals(5, series.validationFrom());
  }

  /** Twelve weeks of samples of five minutes, by UTC, over the end of summer time: a day of 25 hours is 48 half-hours, and those that come twice hold the mean of both. */
  @Test
  void samplesBecomeHalfHoursOfLocalTime() throws IOException {
    Instant begin = LocalDate.of(2026, 8, 3).atStartOfDay(BERLIN).toInstant();
    Instant end = LocalDate.of(2026, 8, 3).plusDays(DAYS).atStartOfDay(BERLIN).toInstant();
    List<String> lines = new ArrayList<>(List.of("time,kW"));
    for (Instant at = begin; at.isBefore(end); at = at.plus(Duration.ofMinutes(5))) {
      lines.add(at + "," + (at.atZone(BERLIN).getOffset().getTotalSeconds() == 7_200 ? 10 : 20));
    }
    Series series = read(lines, BERLIN);
    assertEquals(DAYS * Series.DAY, series.size());
    assertEquals(0, series.filled());
    assertEquals(LocalDate.of(2026, 8, 3), series.first());
    int sunday = (int) (LocalDate.of(2026, 10, 25).toEpochDay() - series.first().toEpochDay()) * Series.DAY;
    assertEquals(List.of(10.0, 15.0, 15.0, 20.0), List.of(series.at(sunday + 3), series.at(sunday + 4), series.at(sunday + 5), series.at(sunday + 6)));
  }

  @Test
  void theNewestWholeWeeksAreTaken() throws IOException {
    Series series = read(timed(LocalDateTime.of(2026, 1, 1, 13, 0), (DAYS + 4) * Series.DAY, none -> false), ZoneOffset.UTC);
    assertEquals(12, series.weeks());
    assertEquals(LocalDate.of(2026, 1, 5), series.first(), "four days and a half at the beginning are one too many for whole weeks");
  }

  @Test
  void shortGapsAreInterpolatedAndLongOnesLookLikeTheWeekBefore() throws IOException {
    int late = 30 * Series.DAY;
    Series series = read(timed(LocalDateTime.of(2026, 1, 1, 0, 0), DAYS * Series.DAY, i -> i == 5 || i == 6 || i >= late && i < late + 10), ZoneOffset.UTC);
    assertEquals(12, series.filled());
    assertEquals(1_000 + 5, series.at(5), 1e-9);
    assertEquals(1_000 + 6, series.at(6), 1e-9);
    assertEquals(series.at(late + 9 - Series.WEEK), series.at(late + 9));
  }

  /** The last values of a day that are late to come do not cost the day. */
  @Test
  void aDayThatLacksItsLastValuesCounts() throws IOException {
    Series series = read(timed(LocalDateTime.of(2026, 1, 1, 0, 0), DAYS * Series.DAY - 4, none -> false), ZoneOffset.UTC);
    assertEquals(12, series.weeks());
    assertEquals(4, series.filled());
    assertEquals(series.at(series.size() - 1 - Series.WEEK), series.at(series.size() - 1));
  }

  @Test
  void whatCannotBeUsedIsRefusedWithItsPlace() {
    assertTrue(refused(List.of("time,kW")).contains("holds no values"));
    assertTrue(refused(List.of("time,kW", "2026-01-01T00:00,5", "yesterday,5")).contains("line 3: the time is yesterday"));
    assertTrue(refused(List.of("time,kW", "2026-01-01T00:00,5", "2026-01-01T00:30,5,7")).contains("line 3 is not TIME,VALUE"));
    assertTrue(refused(List.of("kW", "5", "2026-01-01T00:30,5")).contains("line 3 is not one value"));
    assertTrue(refused(List.of("kW", "5", "n/a")).contains("line 3: the value is n/a"));
    assertTrue(refused(List.of("kW", "5", "-0.1")).contains("line 3 has the value -0.1; all must be above 0"));
    assertTrue(refused(List.of("kW", "5", "NaN")).contains("line 3 has the value NaN"));
    assertTrue(refused(timed(LocalDateTime.of(2026, 1, 1, 0, 0), (DAYS - 1) * Series.DAY, none -> false)).contains("holds 11 whole weeks; 12 are needed"));
    assertTrue(refused(timed(LocalDateTime.of(2026, 1, 1, 0, 0), DAYS * Series.DAY, i -> i % 2 == 1)).contains("2016 of the 4032 half-hours"), "hourly values");
    assertTrue(refused(List.of("time,kW", "2026-01-01T00:00,5", "+900000000-01-01T00:00,5")).contains("half-hours from 2026-01-0"), "centuries, by one wrong year");
    assertTrue(refused(timed(LocalDateTime.of(2026, 1, 1, 0, 0), DAYS * Series.DAY, i -> i >= 20 && i < 30)).contains("10 half-hours from 2026-01-01T10:00 on have no value"));
  }

  @Test
  void aFolderOrAPictureIsRefusedToo() throws IOException {
    assertThrows(IllegalArgumentException.class, () -> SeriesFile.read(folder, ZoneOffset.UTC));
    Path binary = Files.write(folder.resolve("series.csv"), new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff, (byte) 0xfe});
    assertThrows(IllegalArgumentException.class, () -> SeriesFile.read(binary, ZoneOffset.UTC));
  }

  /** Values that rise by one each half-hour. */
  private static List<String> timed(LocalDateTime begin, int count, IntPredicate missing) {
    List<String> lines = new ArrayList<>(List.of("time,kW"));
    for (int i = 0; i < count; i++) {
      if (!missing.test(i)) {
        lines.add(begin.plusMinutes(30L * i) + "," + (1_000 + i));
      }
    }
    return lines;
  }

  private Series read(List<String> lines, ZoneId zone) throws IOException {
    return SeriesFile.read(Files.write(folder.resolve("series.csv"), lines), zone);
  }

  private String refused(List<String> lines) {
    return assertThrows(IllegalArgumentException.class, () -> read(lines, ZoneOffset.UTC)).getMessage();
  }
}
