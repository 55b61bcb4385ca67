package io.sallyport.models.surface;

import java.util.List;
import java.util.Random;

/** Says of a cell's features how likely it is not normal, as log-odds: three dense layers. Seeded, on one thread: the same weights each time. */
final class Judge {
  private static final int HIDDEN = 64;
  private static final int BATCH = 512;
  private static final int ONES = 128;
  private static final double RATE = 2e-3;

  private final float[] mean;
  private final float[] deviation;
  private final List<Dense> layers;

  private Judge(float[] mean, float[] deviation, List<Dense> layers) {
    this.mean = mean;
    this.deviation = deviation;
    this.layers = layers;
  }

  static Judge train(Samples samples, int steps, long seed) {
    Random random = new Random(seed);
    Judge judge = new Judge(samples.mean(), samples.deviation(),
        List.of(new Dense(samples.width(), HIDDEN, random), new Dense(HIDDEN, HIDDEN, random), new Dense(HIDDEN, 1, random)));
    float[] rows = new float[BATCH * samples.width()];
    for (int step = 0; step < steps; step++) {
      samples.batch(rows, BATCH, ONES, random);
      judge.step(rows, RATE * (1 - 0.97 * step / steps));
    }
    return judge;
  }

  private void step(float[] rows, double rate) {
    float[] first = layers.get(0).forward(rows, BATCH, true);
    float[] second = layers.get(1).forward(first, BATCH, true);
    float[] odds = layers.get(2).forward(second, BATCH, false);
    float[] slope = new float[BATCH];
    for (int i = 0; i < BATCH; i++) {
      slope[i] = (float) ((1 / (1 + StrictMath.exp(-odds[i])) - (i < ONES ? 1 : 0)) / BATCH);
    }
    float[] back = rectify(layers.get(2).backward(second, slope, BATCH, rate), second);
    back = rectify(layers.get(1).backward(first, back, BATCH, rate), first);
    layers.get(0).backward(rows, back, BATCH, rate);
  }

  private static float[] rectify(float[] slope, float[] output) {
    for (int i = 0; i < slope.length; i++) {
      slope[i] = output[i] > 0 ? slope[i] : 0;
    }
    return slope;
  }

  List<Dense> layers() {
    return layers;
  }

  float[] mean() {
    return mean;
  }

  float[] deviation() {
    return deviation;
  }

  int parameters() {
    return layers.stream().mapToInt(layer -> layer.weights().length + layer.biases().length).sum();
  }

  /** Log-odds of each cell. @param features feature by feature, as {@link Features} gives them */
  float[] odds(float[] features) {
    int cells = Tile.CELLS * Tile.CELLS;
    float[] rows = Matrix.transposed(features, mean.length, cells);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (rows[i] - mean[i % mean.length]) / deviation[i % mean.length];
    }
    return layers.get(2).forward(layers.get(1).forward(layers.get(0).forward(rows, cells, true), cells, true), cells, false);
  }
}
