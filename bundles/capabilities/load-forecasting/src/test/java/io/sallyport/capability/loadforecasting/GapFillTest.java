package io.sallyport.capability.loadforecasting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GapFillTest {
  private static final double MISSING = Double.NaN;
  private final GapFill fill = new GapFill(1, 2, 0.5); // a slot a day

  @Test
  void aShortGapIsInterpolated() {
    GapFill.Filled filled = fill.fill(new double[] {1, MISSING, MISSING, 4, 5}).orElseThrow();
    assertArrayEquals(new float[] {1, 2, 3, 4, 5}, filled.values(), 1e-6f);
    assertEquals(2, filled.filled());
  }

  @Test
  void aLongGapLooksLikeTheWeekBeforeBetweenItsEdges() {
    double[] window = {10, 20, 30, 40, 50, 60, 70, 12, MISSING, MISSING, MISSING, 54, 62};
    // a week before: 10, 20, 30, 40, 50; the edges differ by 2 and by 4
    assertArrayEquals(new float[] {12, 22.5f, 33, 43.5f, 54}, java.util.Arrays.copyOfRange(fill.fill(window).orElseThrow().values(), 7, 12), 1e-4f);
  }

  @Test
  void aGapAtTheBeginningIsFilledToo() {
    assertArrayEquals(new float[] {3, 3, 3, 4}, fill.fill(new double[] {MISSING, MISSING, 3, 4}).orElseThrow().values(), 1e-6f);
  }

  @Test
  void tooManyMissingOrNoNewestIsNoHistory() {
    assertTrue(fill.fill(new double[] {1, MISSING, MISSING, MISSING, 4}).isEmpty());
    assertTrue(fill.fill(new double[] {1, 2, 3, MISSING}).isEmpty());
    assertTrue(fill.fill(new double[] {1, 1e300, 3}).isEmpty(), "no model could take it");
  }
}
