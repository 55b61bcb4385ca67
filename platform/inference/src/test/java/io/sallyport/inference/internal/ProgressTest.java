package io.sallyport.inference.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Progress progress = new Progress(1_000);

  @Test
  void aRunFitsIfAsMuchTimeIsLeftAsRunsTake() {
    assertTrue(progress.fits(10, 10), "nothing is known yet");
    progress.answered(0, 100);
    assertTrue(progress.fits(300, 200));
    assertFalse(progress.fits(299, 200));
  }

  @Test
  void oneSlowRunDoesNotTurnEverybodyAway() {
    progress.answered(0, 100);
    progress.answered(100, 1_000);
    assertTrue(progress.fits(1_200, 1_000));
    assertFalse(progress.fits(1_199, 1_000));
  }

  @Test
  void nothingThatEndsForTheLimitIsStuck() {
    progress.begun(5_000);
    assertFalse(progress.isStuck(5_999));
    assertTrue(progress.isStuck(6_000));
    progress.answered(5_900, 5_950);
    assertFalse(progress.isStuck(6_900));
  }

  @Test
  void aRunHadItsTimeFromItsOwnBegin() {
    assertFalse(progress.hadItsTime(5_000, 5_999));
    assertTrue(progress.hadItsTime(5_000, 6_000));
  }
}
