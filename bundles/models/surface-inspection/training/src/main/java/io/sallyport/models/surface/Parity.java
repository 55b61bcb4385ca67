package io.sallyport.models.surface;

import java.util.List;

/** Whether the exported model says what the trained one says in Java. */
final class Parity {
  /** Largest difference allowed, relative to max(1, |value|). */
  static final double TOLERANCE = 1e-3;

  private Parity() {}

  static OnnxRun.Output reference(Scale scale, Features features, Judge judge, Grey tile) {
    float[] heat = judge.odds(features.of(scale.standard(tile)));
    for (int i = 0; i < heat.length; i++) {
      heat[i] = (float) (Math.max(heat[i], 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(heat[i]))));
    }
    float worst = 0;
    for (int row = 0; row + 1 < Tile.CELLS; row++) {
      for (int column = 0; column + 1 < Tile.CELLS; column++) {
        int at = row * Tile.CELLS + column;
        worst = Math.max(worst, (heat[at] + heat[at + 1] + heat[at + Tile.CELLS] + heat[at + Tile.CELLS + 1]) / 4);
      }
    }
    return new OnnxRun.Output(heat, worst);
  }

  /**
   * The largest difference found.
   *
   * @throws IllegalStateException if it exceeds {@link #TOLERANCE}
   */
  static double check(Scale scale, Features features, Judge judge, OnnxRun exported, List<Grey> tiles) {
    double worst = 0;
    for (Grey tile : tiles) {
      OnnxRun.Output expected = reference(scale, features, judge, tile);
      OnnxRun.Output seen = exported.run(tile);
      worst = Math.max(worst, difference(expected.score(), seen.score()));
      for (int i = 0; i < expected.heat().length; i++) {
        worst = Math.max(worst, difference(expected.heat()[i], seen.heat()[i]));
      }
    }
    if (!(worst <= TOLERANCE)) {
      throw new IllegalStateException("the exported model differs by " + worst);
    }
    return worst;
  }

  private static double difference(double expected, double seen) {
    return Math.abs(expected - seen) / Math.max(1, Math.abs(expected));
  }
}
