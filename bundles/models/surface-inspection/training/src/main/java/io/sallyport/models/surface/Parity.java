package io.sallyport.models.surface;

import io.sallyport.models.training.Difference;
import java.util.Arrays;
import java.util.List;

/** Whether the exported model says what the trained one says in Java. */
final class Parity {
  /** Largest difference allowed, relative to max(1, |value|). */
  static final double TOLERANCE = 1e-3;
  /** Extent of the neighbouring cells whose mean counts for the score, and how many of these means do. */
  static final int SMOOTH = 2;
  static final int WORST = 8;

  private Parity() {}

  static OnnxRun.Output reference(Scale scale, Features features, Judge judge, Grey tile) {
    float[] heat = judge.odds(features.of(scale.standard(tile)));
    for (int i = 0; i < heat.length; i++) {
      heat[i] = (float) (Math.max(heat[i], 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(heat[i]))));
    }
    return new OnnxRun.Output(heat, score(heat));
  }

  /** Mean of the highest means of neighbouring cells. */
  private static float score(float[] heat) {
    double[] means = new double[(Tile.CELLS - SMOOTH + 1) * (Tile.CELLS - SMOOTH + 1)];
    for (int i = 0; i < means.length; i++) {
      int at = i / (Tile.CELLS - SMOOTH + 1) * Tile.CELLS + i % (Tile.CELLS - SMOOTH + 1);
      means[i] = (heat[at] + heat[at + 1] + heat[at + Tile.CELLS] + heat[at + Tile.CELLS + 1]) / 4;
    }
    Arrays.sort(means);
    return (float) Arrays.stream(means, means.length - WORST, means.length).average().orElseThrow();
  }

  /**
   * The largest difference found.
   *
   * @throws IllegalStateException if it exceeds {@link #TOLERANCE}
   */
  static double check(Scale scale, Features features, Judge judge, OnnxRun exported, List<Grey> tiles) {
    Difference difference = new Difference();
    for (Grey tile : tiles) {
      OnnxRun.Output expected = reference(scale, features, judge, tile);
      OnnxRun.Output seen = exported.run(tile);
      difference.add(expected.score(), seen.score());
      difference.add(expected.heat(), seen.heat());
    }
    return difference.within(TOLERANCE);
  }
}
