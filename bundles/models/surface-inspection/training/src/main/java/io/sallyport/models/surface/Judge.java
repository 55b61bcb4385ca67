package io.sallyport.models.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Says of each cell of a tile, by its features and its neighbours', how likely it is not normal, as log-odds: a dense layer, one over
 * neighbourhoods, a dense one. Seeded, on one thread: the same weights each time.
 */
final class Judge {
  static final int HIDDEN = 48;
  static final int TILES = 8;
  static final double RATE = 2e-3;
  /** Share of the loss that cells which are not normal have in each step. */
  private static final double SHARE = 0.25;
  private static final int CELLS = Tile.CELLS * Tile.CELLS;

  private final float[] mean;
  private final float[] deviation;
  private final List<Layer> layers;

  private Judge(float[] mean, float[] deviation, List<Layer> layers) {
    this.mean = mean;
    this.deviation = deviation;
    this.layers = layers;
  }

  static Judge train(Samples samples, int steps, long seed) {
    Random random = new Random(seed);
    Judge judge = new Judge(samples.mean(), samples.deviation(),
        List.of(new Layer(samples.width(), HIDDEN, false, random), new Layer(HIDDEN, HIDDEN, true, random), new Layer(HIDDEN, 1, false, random)));
    float[] rows = new float[TILES * CELLS * samples.width()];
    float[] labels = new float[TILES * CELLS];
    for (int step = 0; step < steps; step++) {
      samples.batch(rows, labels, random);
      judge.step(rows, labels, RATE * (1 - 0.97 * step / steps));
    }
    return judge;
  }

  private void step(float[] rows, float[] labels, double rate) {
    List<float[]> seen = new ArrayList<>();
    List<float[]> outputs = new ArrayList<>();
    float[] current = rows;
    for (Layer layer : layers) {
      seen.add(layer.seen(current, TILES));
      current = layer.dense().forward(seen.get(seen.size() - 1), labels.length, seen.size() < layers.size());
      outputs.add(current);
    }
    float[] slope = slope(current, labels);
    for (int i = layers.size() - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      float[] back = layer.unseen(layer.dense().backward(seen.get(i), slope, labels.length, rate), TILES);
      slope = i == 0 ? back : rectify(back, outputs.get(i - 1));
    }
  }

  /** Of the logistic loss, both kinds of cells weighed; a cell that is a bit of both does not count. */
  private static float[] slope(float[] odds, float[] labels) {
    int ones = 0;
    int zeros = 0;
    for (float label : labels) {
      ones += label == 1 ? 1 : 0;
      zeros += label == 0 ? 1 : 0;
    }
    float[] slope = new float[labels.length];
    for (int i = 0; i < slope.length; i++) {
      double weight = labels[i] == 1 ? SHARE / ones : labels[i] == 0 ? (1 - SHARE) / zeros : 0;
      slope[i] = (float) (weight * (1 / (1 + StrictMath.exp(-odds[i])) - labels[i]));
    }
    return slope;
  }

  private static float[] rectify(float[] slope, float[] output) {
    for (int i = 0; i < slope.length; i++) {
      slope[i] = output[i] > 0 ? slope[i] : 0;
    }
    return slope;
  }

  List<Layer> layers() {
    return layers;
  }

  float[] mean() {
    return mean;
  }

  float[] deviation() {
    return deviation;
  }

  int parameters() {
    return layers.stream().map(Layer::dense).mapToInt(dense -> dense.weights().length + dense.biases().length).sum();
  }

  /** Log-odds of each cell of one tile. @param features feature by feature, as {@link Features} gives them */
  float[] odds(float[] features) {
    float[] current = Matrix.transposed(features, mean.length, CELLS);
    for (int i = 0; i < current.length; i++) {
      current[i] = (current[i] - mean[i % mean.length]) / deviation[i % mean.length];
    }
    for (int i = 0; i < layers.size(); i++) {
      current = layers.get(i).dense().forward(layers.get(i).seen(current, 1), CELLS, i < layers.size() - 1);
    }
    return current;
  }
}
