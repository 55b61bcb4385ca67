package io.sallyport.models.surface;

import java.util.Random;

/** A dense layer with Adam; weights are {@code [in][out]}. Not thread-safe. */
final class Dense {
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.999f;
  private static final float DECAY = 1e-4f;

  private final int in;
  private final int out;
  private final float[] weights;
  private final float[] biases;
  private final float[][] moments;
  private int steps;

  Dense(int in, int out, Random random) {
    this.in = in;
    this.out = out;
    this.weights = new float[in * out];
    this.biases = new float[out];
    this.moments = new float[][] {new float[in * out], new float[in * out], new float[out], new float[out]};
    double spread = Math.sqrt(2.0 / in);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * spread);
    }
  }

  int in() {
    return in;
  }

  int out() {
    return out;
  }

  float[] weights() {
    return weights;
  }

  float[] biases() {
    return biases;
  }

  float[] forward(float[] rows, int count, boolean rectified) {
    float[] result = new float[count * out];
    for (int i = 0; i < result.length; i++) {
      result[i] = biases[i % out];
    }
    Matrix.addProduct(rows, weights, result, count, in, out);
    for (int i = 0; rectified && i < result.length; i++) {
      result[i] = Math.max(0, result[i]);
    }
    return result;
  }

  /** Takes a step down. @param slope of the loss by each output @return the slope by each input, before the step */
  float[] backward(float[] rows, float[] slope, int count, double rate) {
    float[] back = new float[count * in];
    Matrix.addProduct(slope, Matrix.transposed(weights, in, out), back, count, out, in);
    float[] byWeight = new float[in * out];
    Matrix.addProduct(Matrix.transposed(rows, count, in), slope, byWeight, in, count, out);
    float[] byBias = new float[out];
    for (int i = 0; i < slope.length; i++) {
      byBias[i % out] += slope[i];
    }
    steps++;
    double scale = rate * Math.sqrt(1 - Math.pow(SECOND, steps)) / (1 - Math.pow(FIRST, steps));
    step(weights, byWeight, moments[0], moments[1], scale, DECAY);
    step(biases, byBias, moments[2], moments[3], scale, 0);
    return back;
  }

  private static void step(float[] values, float[] slopes, float[] means, float[] squares, double scale, float decay) {
    for (int i = 0; i < values.length; i++) {
      float slope = slopes[i] + decay * values[i];
      means[i] = FIRST * means[i] + (1 - FIRST) * slope;
      squares[i] = SECOND * squares[i] + (1 - SECOND) * slope * slope;
      values[i] -= (float) (scale * means[i] / (Math.sqrt(squares[i]) + 1e-7));
    }
  }
}
