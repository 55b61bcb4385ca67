package io.sallyport.models.surface;

import java.util.Random;

/** Shapes on a picture of {@link Network#SIDE}²: 1 inside, 0 outside. */
final class Mask {
  private static final int SIDE = Tile.SIDE;

  private final float[] values = new float[SIDE * SIDE];

  /** Everything nearer than a radius to a point, which may lie outside. */
  Mask disc(double x, double y, double radius) {
    int reach = (int) Math.ceil(radius);
    for (int row = Math.max(0, (int) y - reach); row <= Math.min(SIDE - 1, (int) y + reach + 1); row++) {
      for (int column = Math.max(0, (int) x - reach); column <= Math.min(SIDE - 1, (int) x + reach + 1); column++) {
        if ((column - x) * (column - x) + (row - y) * (row - y) <= radius * radius) {
          values[row * SIDE + column] = 1;
        }
      }
    }
    return this;
  }

  /** An ellipse, turned anyhow. @param stretch 1 is a disc */
  Mask ellipse(double x, double y, double radius, double stretch, double angle) {
    for (int i = 0; i < values.length; i++) {
      double right = i % SIDE - x;
      double down = i / SIDE - y;
      double u = right * Math.cos(angle) + down * Math.sin(angle);
      double v = down * Math.cos(angle) - right * Math.sin(angle);
      if (u * u * stretch + v * v / stretch <= radius * radius) {
        values[i] = 1;
      }
    }
    return this;
  }

  Mask square(int x, int y, int size) {
    for (int row = y; row < y + size; row++) {
      java.util.Arrays.fill(values, row * SIDE + x, row * SIDE + x + size, 1);
    }
    return this;
  }

  /** Where smoothed noise, lowered by the distance from a point, is above a level: a blob without a plan. */
  Mask blob(Random random, double x, double y, double radius, double grain, double level) {
    float[] noise = noise(random, grain);
    for (int i = 0; i < values.length; i++) {
      double far = ((i % SIDE - x) * (i % SIDE - x) + (i / SIDE - y) * (i / SIDE - y)) / (radius * radius);
      if (0.7 * noise[i] - far > level) {
        values[i] = 1;
      }
    }
    return this;
  }

  /** Noise of deviation 1, smoothed. */
  static float[] noise(Random random, double grain) {
    float[] noise = new float[SIDE * SIDE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    Grey smooth = new Grey(SIDE, SIDE, noise).blurred(grain);
    float deviation = smooth.deviation();
    for (int i = 0; i < noise.length; i++) {
      noise[i] = smooth.pixels()[i] / deviation;
    }
    return noise;
  }

  /** With soft edges. */
  float[] soft(double sigma) {
    return new Grey(SIDE, SIDE, values).blurred(sigma).pixels();
  }

  boolean isSet(int pixel) {
    return values[pixel] > 0;
  }

  /** Share of each cell's pixels that count, row by row. @param counts whether a pixel of the shape does */
  static float[] cells(java.util.function.IntPredicate counts) {
    float[] shares = new float[Tile.CELLS * Tile.CELLS];
    for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
      if (counts.test(pixel)) {
        shares[pixel / SIDE / Tile.CELL * Tile.CELLS + pixel % SIDE / Tile.CELL] += 1f / (Tile.CELL * Tile.CELL);
      }
    }
    return shares;
  }
}
