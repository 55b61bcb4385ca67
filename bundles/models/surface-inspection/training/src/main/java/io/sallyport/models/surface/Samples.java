package io.sallyport.models.surface;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Tiles as the features of their cells, standardised, and whether each cell is normal. */
final class Samples {
  private static final float LEAST = 1e-3f;
  private static final int CELLS = Tile.CELLS * Tile.CELLS;

  private final float[] mean;
  private final float[] deviation;
  private final List<float[]> rows;
  private final List<float[]> labels;

  private Samples(int width, List<float[]> rows, List<float[]> labels) {
    this.mean = new float[width];
    this.deviation = new float[width];
    this.rows = rows;
    this.labels = labels;
    measure();
    rows.forEach(this::standardise);
  }

  /** @param tiles how many are made; every fourth is left as it is. The same seed gives the same tiles, on any number of threads. */
  static Samples make(Anomalies anomalies, Scale scale, Features features, int tiles, long seed) {
    List<Example> examples = IntStream.range(0, tiles).parallel().mapToObj(i -> anomalies.next(new Random(seed * 31 + i), i % 4 == 0)).toList();
    List<float[]> rows = examples.stream().parallel().map(example -> Matrix.transposed(features.of(scale.standard(example.picture())), features.count(), CELLS)).toList();
    return new Samples(features.count(), rows, examples.stream().map(Example::labels).toList());
  }

  private void measure() {
    double[] sums = new double[mean.length];
    double[] squares = new double[mean.length];
    for (float[] tile : rows) {
      for (int i = 0; i < tile.length; i++) {
        sums[i % mean.length] += tile[i];
        squares[i % mean.length] += (double) tile[i] * tile[i];
      }
    }
    double count = (double) rows.size() * CELLS;
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / count);
      deviation[i] = LEAST + (float) Math.sqrt(Math.max(0, squares[i] / count - sums[i] / count * sums[i] / count));
    }
  }

  private void standardise(float[] tile) {
    for (int i = 0; i < tile.length; i++) {
      tile[i] = (tile[i] - mean[i % mean.length]) / deviation[i % mean.length];
    }
  }

  int width() {
    return mean.length;
  }

  int cells() {
    return rows.size() * CELLS;
  }

  float[] mean() {
    return mean;
  }

  float[] deviation() {
    return deviation;
  }

  /** Fills a batch with random tiles, as many as there is room for. */
  void batch(float[] into, float[] known, Random random) {
    for (int tile = 0; tile * CELLS < known.length; tile++) {
      int from = random.nextInt(rows.size());
      System.arraycopy(rows.get(from), 0, into, tile * CELLS * width(), CELLS * width());
      System.arraycopy(labels.get(from), 0, known, tile * CELLS, CELLS);
    }
  }
}
