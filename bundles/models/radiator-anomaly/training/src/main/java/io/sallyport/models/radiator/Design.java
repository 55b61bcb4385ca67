package io.sallyport.models.radiator;

import java.util.List;

/**
 * How a version is built and trained.
 *
 * @param perRow the network sees one row at a time, with the same weights for each; else the window as one vector
 * @param hidden widths of the hidden layers; the narrowest is the code
 * @param codeLayer which of them is the code: it is linear, all others are rectified
 * @param epochs passes over the training windows
 * @param noise standard deviation of the noise added to standardised inputs while training
 * @param newest how many of the newest rows of a window the score is about
 */
record Design(String version, boolean perRow, List<Integer> hidden, int codeLayer, int epochs, int batch, float learningRate, float noise, int newest, long seed) {
  static final List<Design> ALL = List.of(
      new Design("1.0.0", false, List.of(64, 24, 64), 1, 20, 64, 1e-3f, 0, 8, 20261124),
      new Design("1.1.0", true, List.of(32, 16, 4, 16, 32), 2, 12, 256, 2e-3f, 0.1f, 8, 20261124));

  /** Values that the network takes and yields at a time. */
  int width() {
    return perRow ? Row.SIGNALS : Windows.SIZE;
  }
}
