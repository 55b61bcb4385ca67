package io.sallyport.capability.anomalydetection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each detector by itself. */
class DetectorsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void halfOfTheValuesMayBeWildWithoutMovingMedianAndDeviation() {
    RobustWindow window = new RobustWindow(1_000);
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      window.add(i % 5 < 2 ? 1e9 * random.nextDouble() : 10 + random.nextGaussian());
    }
    assertEquals(10.5, window.median(), 1.5);
    assertTrue(window.deviation() < 5, () -> Double.toString(window.deviation()));
  }

  @Test
  void theWindowForgetsTheOldest() {
    RobustWindow window = new RobustWindow(3);
    for (double value : new double[] {100, 200, 300, 1, 2, 3}) {
      window.add(value);
    }
    assertEquals(2, window.median());
    assertEquals(3, window.size());
  }

  @Test
  void whereMostValuesAreTheSameTheSpreadCounts() {
    RobustWindow window = new RobustWindow(100);
    IntStream.range(0, 100).forEach(i -> window.add(i % 10 == 0 ? i : 50));
    assertTrue(window.deviation() > 0);
    RobustWindow constant = new RobustWindow(100);
    IntStream.range(0, 100).forEach(i -> constant.add(7));
    assertEquals(0, constant.deviation());
  }

  @Test
  void aWindowThatIsReadAgainGoesOn() throws IOException {
    for (int size : new int[] {0, 2, 5, 8}) {
      RobustWindow window = new RobustWindow(5);
      IntStream.range(0, size).forEach(window::add);
      RobustWindow read = new RobustWindow(5);
      read.read(copy(window::write));
      for (int i = 0; i < 4; i++) {
        window.add(100 + i);
        read.add(100 + i);
      }
      window.add(0);
      read.add(0);
      assertEquals(window.median(), read.median(), size + " values");
      assertEquals(window.size(), read.size());
    }
  }

  @Test
  void aSmallLastingShiftDriftsAndNoiseDoesNot() {
    Drift drift = new Drift(0.5, 40);
    Random random = new Random(3);
    double noise = 0;
    for (int i = 0; i < 500; i++) {
      noise = Math.max(noise, drift.add(random.nextGaussian()));
    }
    assertTrue(noise < 12, Double.toString(noise));
    double sum = 0;
    for (int i = 0; i < 30; i++) {
      sum = drift.add(-1.2 + 0.2 * random.nextGaussian());
    }
    assertTrue(sum > 12, Double.toString(sum));
    drift.reset();
    assertEquals(3.5, drift.add(1e9), "one wild value is no drift");
    assertEquals(3.0, drift.add(Double.NaN));
  }

  @Test
  void aForestIsolatesWhatIsUnlikeTheRest() {
    Random random = new Random(7);
    double[][] rows = rows(random, 1_000);
    IsolationForest forest = IsolationForest.train(rows, 100, 256, 1);
    double usual = forest.score(new double[] {0, 0, 5});
    double unusual = forest.score(new double[] {8, 0, 5});
    assertTrue(unusual > usual + 0.15, usual + " " + unusual);
    double correlated = forest.score(new double[] {2, -2, 5});
    assertTrue(correlated > forest.score(new double[] {2, 2, 5}), "each value by itself is usual, both together are not");
    assertEquals(unusual, IsolationForest.train(rows, 100, 256, 1).score(new double[] {8, 0, 5}), "the same rows and seed, the same forest");
    assertNotEquals(unusual, IsolationForest.train(rows, 100, 256, 2).score(new double[] {8, 0, 5}));
    assertThrows(IllegalArgumentException.class, () -> IsolationForest.train(new double[][] {{1}}, 10, 16, 1));
  }

  @Test
  void aForestOfEqualRowsAndExtremeValuesStands() {
    double[][] same = new double[100][2];
    assertTrue(Double.isFinite(IsolationForest.train(same, 20, 64, 1).score(new double[] {1, 2})));
    double[][] extreme = {{-Double.MAX_VALUE}, {Double.MAX_VALUE}, {0}, {1}};
    assertTrue(Double.isFinite(IsolationForest.train(extreme, 20, 64, 1).score(new double[] {3})));
  }

  @Test
  void aForestIsWrittenAndReadAndAnotherOneIsNoticed() throws IOException {
    Settings settings = Evaluation.settings(Map.of("signals", "a,b,c"));
    TrainedForest forest = TrainedForest.train(rows(new Random(7), 500), settings, Instant.ofEpochSecond(5));
    TrainedForest read = TrainedForest.read(copy(forest::write));
    assertEquals(forest.digest(), read.digest());
    assertEquals(forest.score(new double[] {1, 3, 2}), read.score(new double[] {1, 3, 2}));
    byte[] bytes = copy(forest::write).readAllBytes();
    int refused = 0;
    for (int i = 0; i < bytes.length; i += 4_999) {
      bytes[i] ^= 1;
      try {
        TrainedForest other = TrainedForest.read(new DataInputStream(new ByteArrayInputStream(bytes)));
        refused += other.rows() == forest.rows() && other.trained().equals(forest.trained()) ? 0 : 1;
      } catch (IOException | RuntimeException e) {
        refused++;
      }
      bytes[i] ^= 1;
    }
    assertEquals((bytes.length + 4_998) / 4_999, refused);
  }

  @Test
  void contributionsNameTheSignalThatStandsOut() {
    Settings settings = Evaluation.settings(Map.of("signals", "a,b,c"));
    TrainedForest forest = TrainedForest.train(rows(new Random(7), 1_000), settings, Instant.EPOCH);
    Map<String, Double> shares = forest.contributions(List.of("a", "b", "c"), new double[] {0.1, 0.1, 50});
    assertTrue(shares.get("c") > 0.8, shares.toString());
    assertEquals(1, shares.values().stream().mapToDouble(v -> v).sum(), 1e-9);
  }

  @Test
  void rowsAreMadeOfTheNewestValuesUnlessOneIsTooOld() {
    RowAssembler rows = new RowAssembler(List.of("a", "b"), 10 * SECOND, 2 * SECOND);
    assertTrue(rows.add("a", SECOND, 1).isEmpty());
    assertTrue(rows.add("b", SECOND, 2).isEmpty(), "the time goes on");
    assertArrayEquals(new double[] {1, 2}, rows.add("a", 5 * SECOND, 3).orElseThrow().values());
    assertArrayEquals(new double[] {3, 2}, rows.add("a", 6 * SECOND, 4).orElseThrow().values());
    assertTrue(rows.add("a", 9 * SECOND, 5).isEmpty(), "one second after the last row");
    assertTrue(rows.add("b", 8 * SECOND, 6).isEmpty(), "late");
    assertArrayEquals(new double[] {5, 2}, rows.add("a", 30 * SECOND, 7).orElseThrow().values());
    assertTrue(rows.add("a", 31 * SECOND, 8).isEmpty(), "b is 29 s old");
    rows.add("b", 32 * SECOND, 9);
    rows.lose("b");
    assertTrue(rows.add("a", 33 * SECOND, 9).isEmpty(), "b is bad");
    assertTrue(rows.add("other", 40 * SECOND, 9).isEmpty());
  }

  @Test
  void seasonsAreOfLocalTime() {
    ZoneId london = ZoneId.of("Europe/London");
    long summer = Instant.parse("2026-07-06T11:30:00Z").getEpochSecond() * SECOND; // a Monday
    assertEquals(12, Season.HOUR_OF_DAY.part(summer, london));
    assertEquals(12, Season.HOUR_OF_WEEK.part(summer, london));
    assertEquals(24 + 11, Season.HOUR_OF_WEEK.part(summer + 23 * 3_600 * SECOND, london));
    assertEquals(0, Season.NONE.part(summer, london));
  }

  private static double[][] rows(Random random, int count) {
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      double a = random.nextGaussian();
      rows[i] = new double[] {a, a + 0.1 * random.nextGaussian(), 5 + random.nextGaussian()};
    }
    return rows;
  }

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  private static DataInputStream copy(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.write(new DataOutputStream(bytes));
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
