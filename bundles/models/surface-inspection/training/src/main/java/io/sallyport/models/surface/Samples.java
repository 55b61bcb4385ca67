package io.sallyport.models.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Cells with their features, standardised, and whether each is normal. */
final class Samples {
  private static final float LEAST = 1e-3f;

  private final int width;
  private final float[] mean;
  private final float[] deviation;
  private final List<float[]> normal;
  private final List<float[]> other;

  private Samples(int width, float[] mean, float[] deviation, List<float[]> normal, List<float[]> other) {
    this.width = width;
    this.mean = mean;
    this.deviation = deviation;
    this.normal = normal;
    this.other = other;
  }

  /** @param tiles how many are made; every fourth is left as it is. The same seed gives the same cells, on any number of threads. */
  static Samples make(Anomalies anomalies, Scale scale, Features features, int tiles, long seed) {
    int width = features.count();
    int cells = Tile.CELLS * Tile.CELLS;
    List<float[]> normal = new ArrayList<>();
    List<float[]> other = new ArrayList<>();
    List<Example> examples = IntStream.range(0, tiles).parallel().mapToObj(i -> anomalies.next(new Random(seed * 31 + i), i % 4 == 0)).toList();
    List<float[]> all = examples.stream().parallel().map(example -> Matrix.transposed(features.of(scale.standard(example.picture())), width, cells)).toList();
    for (int i = 0; i < tiles; i++) {
      for (int cell = 0; cell < cells; cell++) {
        float label = examples.get(i).labels()[cell];
        if (label >= 0) {
          (label == 0 ? normal : other).add(java.util.Arrays.copyOfRange(all.get(i), cell * width, (cell + 1) * width));
        }
      }
    }
    float[] mean = new float[width];
    float[] deviation = new float[width];
    measure(normal, other, mean, deviation);
    Samples samples = new Samples(width, mean, deviation, normal, other);
    normal.forEach(samples::standardise);
    other.forEach(samples::standardise);
    return samples;
  }

  private static void measure(List<float[]> normal, List<float[]> other, float[] mean, float[] deviation) {
    double[] sums = new double[mean.length];
    double[] squares = new double[mean.length];
    for (List<float[]> part : List.of(normal, other)) {
      for (float[] cell : part) {
        for (int i = 0; i < cell.length; i++) {
          sums[i] += cell[i];
          squares[i] += (double) cell[i] * cell[i];
        }
      }
    }
    double count = normal.size() + other.size();
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / count);
      deviation[i] = LEAST + (float) Math.sqrt(Math.max(0, squares[i] / count - sums[i] / count * sums[i] / count));
    }
  }

  private void standardise(float[] cell) {
    for (int i = 0; i < width; i++) {
      cell[i] = (cell[i] - mean[i]) / deviation[i];
    }
  }

  int width() {
    return width;
  }

  int size() {
    return normal.size() + other.size();
  }

  float[] mean() {
    return mean;
  }

  float[] deviation() {
    return deviation;
  }

  /** Fills a batch with random cells. @param ones how many of them are not normal; they come first */
  void batch(float[] rows, int size, int ones, Random random) {
    for (int i = 0; i < size; i++) {
      List<float[]> from = i < ones ? other : normal;
      System.arraycopy(from.get(random.nextInt(from.size())), 0, rows, i * width, width);
    }
  }
}
