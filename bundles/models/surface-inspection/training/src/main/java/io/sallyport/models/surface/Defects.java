package io.sallyport.models.surface;

import java.util.List;
import java.util.Random;

/** The defects that a model is measured on: six kinds, each in three sizes and three contrasts, on crops of a surface it never saw. */
final class Defects {
  private static final int SIDE = Tile.SIDE;

  /** What is wrong. */
  enum Kind { SCRATCH, STAIN, HOLE, BLUR, MISSING, SHIFTED }

  /** How big, and how much it stands out. */
  enum Step { SMALL, MIDDLE, LARGE }

  /** @param mask the pixels that belong to the defect */
  record Defect(Grey picture, Mask mask) {
    /** Share of each cell's pixels. */
    Example example() {
      return Example.of(picture, Mask.cells(mask::isSet));
    }
  }

  private final Sampler sampler;
  private final float mean;
  private final float deviation;

  /** @param scale of the held-out surface */
  Defects(Sampler sampler, Scale scale) {
    this.sampler = sampler;
    this.mean = scale.mean();
    this.deviation = scale.deviation();
  }

  Defect make(Kind kind, Step size, Step contrast, Random random) {
    Grey picture = sampler.plain(random);
    float sign = random.nextBoolean() ? 1 : -1;
    float strength = deviation * List.of(1f, 1.75f, 2.5f).get(contrast.ordinal());
    return switch (kind) {
      case SCRATCH -> blend(picture, scratch(size, random), 0.5, (pixel, old) -> old + sign * strength);
      case STAIN -> blend(picture, spot(pick(size, 6, 10, 16), random), 2, (pixel, old) -> old + sign * 0.6f * strength);
      case HOLE -> blend(picture, spot(pick(size, 2, 3.5, 5), random), 0.6, (pixel, old) -> mean - strength);
      case BLUR -> {
        float[] blurred = picture.blurred(pick(contrast, 1, 1.75, 2.5)).pixels();
        yield blend(picture, spot(pick(size, 8, 12, 18), random), 1.5, (pixel, old) -> blurred[pixel]);
      }
      case MISSING -> {
        float[] grain = Mask.noise(random, 0.5);
        yield blend(picture, spot(pick(size, 5, 8, 12), random), 0.6, (pixel, old) -> mean + sign * 0.4f * strength + 2 * grain[pixel]);
      }
      case SHIFTED -> shifted(picture, (int) pick(size, 12, 20, 32), contrast, sign, random);
    };
  }

  /** A straight or slightly bent line of even width. */
  private static Mask scratch(Step size, Random random) {
    double length = pick(size, 24, 40, 64);
    double radius = pick(size, 0.75, 1.1, 1.6);
    double x = SIDE / 5 + random.nextInt(SIDE * 3 / 5);
    double y = SIDE / 5 + random.nextInt(SIDE * 3 / 5);
    double angle = Math.PI * random.nextDouble();
    double bend = 0.8 * random.nextDouble() - 0.4;
    Mask mask = new Mask();
    for (double t = -0.5; t <= 0.5; t += 0.01) {
      mask.disc(x + Math.cos(angle + bend * t) * t * length, y + Math.sin(angle + bend * t) * t * length, radius);
    }
    return mask;
  }

  private static Mask spot(double radius, Random random) {
    int margin = (int) radius + 2;
    double x = margin + random.nextInt(SIDE - 2 * margin);
    double y = margin + random.nextInt(SIDE - 2 * margin);
    return new Mask().ellipse(x, y, radius, 0.7 + 0.6 * random.nextDouble(), Math.PI * random.nextDouble());
  }

  /** A square of the same surface from elsewhere; at middle contrast turned by a quarter, at large one also brighter or darker. */
  private Defect shifted(Grey picture, int size, Step contrast, float sign, Random random) {
    int x = 4 + random.nextInt(SIDE - size - 8);
    int y = 4 + random.nextInt(SIDE - size - 8);
    Grey other = contrast == Step.SMALL ? sampler.plain(random) : sampler.plain(random).turned();
    float brighter = contrast == Step.LARGE ? sign * 0.5f * deviation : 0;
    Mask mask = new Mask().square(x, y, size);
    Grey changed = picture.copy();
    for (int i = 0; i < SIDE * SIDE; i++) {
      if (mask.isSet(i)) {
        changed.pixels()[i] = other.pixels()[i] + brighter;
      }
    }
    return new Defect(changed.rounded(), mask);
  }

  private interface Change {
    float at(int pixel, float old);
  }

  private static Defect blend(Grey picture, Mask mask, double edge, Change change) {
    Grey changed = picture.copy();
    float[] soft = mask.soft(edge);
    for (int i = 0; i < soft.length; i++) {
      float old = picture.pixels()[i];
      changed.pixels()[i] = old * (1 - soft[i]) + soft[i] * change.at(i, old);
    }
    return new Defect(changed.rounded(), mask);
  }

  private static double pick(Step step, double small, double middle, double large) {
    return List.of(small, middle, large).get(step.ordinal());
  }
}
