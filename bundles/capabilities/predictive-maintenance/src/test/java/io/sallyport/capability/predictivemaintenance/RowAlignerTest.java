package io.sallyport.capability.predictivemaintenance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sallyport.api.signal.Quality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RowAlignerTest {
  private final AtomicLong ticks = new AtomicLong(-5);
  private final Counters counters = new Counters();
  private final List<Row> rows = new ArrayList<>();
  private final AtomicInteger stepsBack = new AtomicInteger();
  private final RowAligner aligner = new RowAligner(3, 4, 100, ticks::get, counters, rows::add, stepsBack::incrementAndGet);

  @Test
  void putsSamplesOfOneTimeTogetherInWhateverOrderTheyCome() {
    for (int column : new int[] {2, 0, 1}) {
      sample(column, 10);
    }
    assertEquals(1, rows.size());
    assertArrayEquals(new double[] {10, 11, 12}, rows.get(0).values());
    assertEquals(10, rows.get(0).nanos());
  }

  @Test
  void passesRowsOnInTheOrderOfTheSource() {
    row(20, 0, 1);
    row(10, 0, 1, 2);
    assertEquals(1, rows.size(), "the older row goes first, the younger waits for its own sample only");
    sample(2, 20);
    row(30, 0, 1, 2);
    assertEquals(List.of(10L, 20L, 30L), rows.stream().map(Row::nanos).toList());
  }

  @Test
  void anyInterleavingWithinTheBufferGivesTheSameRows() {
    Random random = new Random(7);
    for (int block = 0; block < 50; block++) {
      List<long[]> samples = new ArrayList<>();
      for (int time = 0; time < 4; time++) {
        for (int column = 0; column < 3; column++) {
          samples.add(new long[] {column, block * 4 + time});
        }
      }
      Collections.shuffle(samples, random);
      // the first row of a block may complete only after younger ones: the buffer holds all four
      samples.forEach(sample -> sample((int) sample[0], sample[1]));
    }
    assertEquals(200, rows.size() + counters.late.sum() / 3);
    assertEquals(0, counters.incomplete.sum());
    for (int i = 1; i < rows.size(); i++) {
      assertEquals(true, rows.get(i - 1).nanos() < rows.get(i).nanos());
    }
  }

  @Test
  void aRowWithNaNOrInfinityOrBadQualityIsSkippedAndCounted() {
    bad(10, Double.NaN, Quality.GOOD);
    bad(20, Double.NEGATIVE_INFINITY, Quality.GOOD);
    bad(30, 1, Quality.BAD);
    assertEquals(0, rows.size());
    assertEquals(3, counters.unusable.sum());
    bad(40, 1, Quality.UNCERTAIN);
    assertEquals(1, rows.size());
  }

  @Test
  void aMissingSignalDropsItsRowAfterTheTimeoutOnly() {
    row(10, 0, 1);
    row(20, 0, 1, 2);
    assertEquals(0, rows.size());
    ticks.addAndGet(101);
    row(30, 0, 1, 2);
    assertEquals(List.of(20L, 30L), rows.stream().map(Row::nanos).toList());
    assertEquals(1, counters.incomplete.sum());
    sample(2, 10);
    assertEquals(1, counters.late.sum(), "the missing sample is too late now");
    assertEquals(2, rows.size());
  }

  @Test
  void aSignalThatDiesDoesNotFillTheBuffer() {
    for (int time = 0; time < 1_000; time++) {
      row(time, 0, 1);
    }
    assertEquals(4, aligner.waiting());
    assertEquals(996, counters.incomplete.sum());
    row(1_000, 0, 1, 2);
    assertEquals(0, rows.size(), "older rows still wait");
    row(1_001, 0, 1, 2);
    row(1_002, 0, 1, 2);
    row(1_003, 0, 1, 2);
    row(1_004, 0, 1, 2);
    assertEquals(5, rows.size());
  }

  @Test
  void repeatedSamplesAreCountedAndIgnored() {
    sample(0, 10);
    aligner.accept(0, 10, 99, Quality.GOOD);
    row(10, 1, 2);
    assertEquals(1, counters.duplicates.sum());
    assertEquals(10, rows.get(0).values()[0]);
    row(10, 0, 1, 2);
    assertEquals(3, counters.late.sum());
    assertEquals(1, rows.size());
  }

  @Test
  void aSampleFromTheFutureDoesNotBlockTheRowsBeforeIt() {
    sample(0, Long.MAX_VALUE);
    for (int time = 0; time < 10; time++) {
      row(time, 0, 1, 2);
    }
    assertEquals(10, rows.size());
  }

  @Test
  void aClockThatWentBackForGoodIsFollowedAfterAWhile() {
    row(1_000_000, 0, 1, 2);
    for (int time = 0; time < 40; time++) {
      row(time, 0, 1, 2);
    }
    assertEquals(1, stepsBack.get());
    assertEquals(96, counters.late.sum());
    assertEquals(1 + 40 - 32, rows.size());
  }

  private void bad(long nanos, double value, Quality quality) {
    row(nanos, 0, 2);
    aligner.accept(1, nanos, value, quality);
  }

  private void row(long nanos, int... columns) {
    for (int column : columns) {
      sample(column, nanos);
    }
  }

  private void sample(int column, long nanos) {
    aligner.accept(column, nanos, nanos + column, Quality.GOOD);
  }
}
