package io.sallyport.models.radiator;

import io.sallyport.models.training.Difference;

/** Whether the exported model says what PyTorch says. */
final class Parity {
  /** Largest difference allowed, relative to max(1, |value|). */
  static final double TOLERANCE = 1e-4;

  private Parity() {}

  /** PyTorch's answer for a window, with standardising and scoring done in Java. */
  static OnnxRun.Output reference(Training training, Design design, Scale scale, float[] window) {
    float[] standard = scale.standardise(window);
    float[] out = training.reconstruct(standard);
    float[] raw = new float[out.length];
    double squares = 0;
    int from = (Windows.LENGTH - design.newest()) * Row.SIGNALS;
    for (int i = 0; i < out.length; i++) {
      raw[i] = out[i] * scale.deviation()[i % Row.SIGNALS] + scale.mean()[i % Row.SIGNALS];
      if (i >= from) {
        double error = standard[i] - out[i];
        squares += error * error;
      }
    }
    return new OnnxRun.Output(raw, (float) (squares / (out.length - from)));
  }

  /**
   * The largest difference found.
   *
   * @throws IllegalStateException if it exceeds {@link #TOLERANCE}
   */
  static double check(Training training, Design design, Scale scale, OnnxRun exported, float[][] windows) {
    Difference difference = new Difference();
    for (float[] window : windows) {
      OnnxRun.Output expected = reference(training, design, scale, window);
      OnnxRun.Output seen = exported.run(window);
      difference.add(expected.score(), seen.score());
      difference.add(expected.reconstruction(), seen.reconstruction());
    }
    return difference.within(TOLERANCE);
  }
}
