package io.sallyport.models.surface;

import java.util.Random;

/**
 * Makes what the network learns from: crops of defect-free surface into which shapes without a plan were filled with something else. It
 * shares no shape and no filling's parameters with {@link Defects}, which the result is measured on.
 */
final class Anomalies {
  private static final int SIDE = Tile.SIDE;
  private static final int MOST = 4;
  private static final double STROKES = 0.4;
  /** A pixel counts as changed if it differs by this share of the surface's deviation, averaged over its neighbours. */
  private static final double SEEN = 0.25;

  private final Sampler sampler;
  private final float mean;
  private final float deviation;

  Anomalies(Sampler sampler, Scale scale) {
    this.sampler = sampler;
    this.mean = scale.mean();
    this.deviation = scale.deviation();
  }

  /** @param clean nothing is filled in */
  Example next(Random random, boolean clean) {
    Grey before = sampler.varied(random);
    Grey picture = before.copy();
    boolean[] touched = new boolean[SIDE * SIDE];
    int count = clean ? 0 : 1 + random.nextInt(MOST);
    for (int n = 0; n < count; n++) {
      Mask shape = shape(random);
      float[] soft = shape.soft(between(random, 0.3, 1.4));
      float[] filling = filling(random, picture);
      for (int i = 0; i < soft.length; i++) {
        picture.pixels()[i] = picture.pixels()[i] * (1 - soft[i]) + filling[i] * soft[i];
        touched[i] |= shape.isSet(i);
      }
    }
    float[] change = new float[SIDE * SIDE];
    for (int i = 0; i < change.length; i++) {
      change[i] = Math.abs(picture.pixels()[i] - before.pixels()[i]);
    }
    float[] seen = new Grey(SIDE, SIDE, change).blurred(1).pixels();
    return Example.of(picture, Mask.cells(i -> touched[i] && seen[i] > SEEN * deviation));
  }

  private static Mask shape(Random random) {
    Mask mask = new Mask();
    double x = random.nextInt(SIDE);
    double y = random.nextInt(SIDE);
    if (random.nextDouble() >= STROKES) {
      return mask.blob(random, x, y, between(random, 3, 24), between(random, 1.5, 9), between(random, -0.8, 0.3));
    }
    double angle = between(random, 0, 2 * Math.PI);
    double radius = between(random, 0.6, 2.2);
    int steps = 3 + random.nextInt(40);
    for (int i = 0; i < steps; i++) {
      angle += 0.12 * random.nextGaussian();
      x += 1.5 * Math.cos(angle);
      y += 1.5 * Math.sin(angle);
      mask.disc(x, y, radius);
    }
    return mask;
  }

  private float[] filling(Random random, Grey picture) {
    float[] out = new float[SIDE * SIDE];
    float strength = (float) (deviation * between(random, 0.4, 2.5) * (random.nextBoolean() ? 1 : -1));
    switch (random.nextInt(6)) {
      case 0 -> fill(out, i -> picture.pixels()[i] + strength);
      case 1 -> {
        float[] grain = Mask.noise(random, between(random, 0.4, 2));
        float rough = (float) between(random, 0, 0.3) * deviation;
        fill(out, i -> mean + strength + rough * grain[i]);
      }
      case 2 -> {
        float[] blurred = picture.blurred(between(random, 0.8, 3)).pixels();
        fill(out, i -> blurred[i]);
      }
      case 3 -> {
        Grey other = sampler.plain(random);
        for (int turns = random.nextInt(4); turns > 0; turns--) {
          other = other.turned();
        }
        float[] pixels = other.pixels();
        fill(out, i -> pixels[i]);
      }
      case 4 -> {
        float contrast = (float) (random.nextBoolean() ? between(random, -0.9, 0.5) : between(random, 1.5, 2.2));
        fill(out, i -> mean + (picture.pixels()[i] - mean) * contrast);
      }
      default -> {
        float[] grain = Mask.noise(random, between(random, 0.4, 2));
        fill(out, i -> picture.pixels()[i] + 0.5f * strength * grain[i]);
      }
    }
    return out;
  }

  private interface Filling {
    float at(int pixel);
  }

  private static void fill(float[] out, Filling filling) {
    for (int i = 0; i < out.length; i++) {
      out[i] = filling.at(i);
    }
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
