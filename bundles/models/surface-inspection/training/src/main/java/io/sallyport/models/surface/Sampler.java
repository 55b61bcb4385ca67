package io.sallyport.models.surface;

import java.util.List;
import java.util.Random;

/** Takes random tiles of defect-free blocks. */
final class Sampler {
  private static final int SIDE = Tile.SIDE;
  private static final double GAIN = 0.05;

  private final List<Grey> blocks;

  /** @param blocks each at least {@link Tile#SIDE} high and wide */
  Sampler(List<Grey> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /** As it is. */
  Grey plain(Random random) {
    Grey block = blocks.get(random.nextInt(blocks.size()));
    return block.crop(random.nextInt(block.width() - SIDE + 1), random.nextInt(block.height() - SIDE + 1), SIDE, SIDE);
  }

  /** Perhaps mirrored, perhaps upside down, a little brighter or darker. */
  Grey varied(Random random) {
    Grey tile = plain(random);
    boolean mirrored = random.nextBoolean();
    boolean flipped = random.nextBoolean();
    double gain = 1 + GAIN * random.nextGaussian();
    float[] pixels = new float[tile.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      int x = mirrored ? SIDE - 1 - i % SIDE : i % SIDE;
      int y = flipped ? SIDE - 1 - i / SIDE : i / SIDE;
      pixels[i] = (float) (gain * tile.pixels()[y * SIDE + x]);
    }
    return new Grey(SIDE, SIDE, pixels);
  }
}
