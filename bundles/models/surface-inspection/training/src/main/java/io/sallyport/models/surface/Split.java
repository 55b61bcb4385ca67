package io.sallyport.models.surface;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of defect-free pictures, each in one role only, so that no pixel serves twice. Roles go round along rows and columns: of 4 × 4 blocks
 * each row and each column has two to train with, one to choose by and to set the threshold, one to test.
 */
record Split(List<Grey> training, List<Grey> validation, List<Grey> test) {
  static final int BLOCK = 128;
  private static final int ROLES = 4;

  /** @throws IllegalArgumentException if there is not a block for each role */
  static Split of(List<Path> pictures) {
    Split split = new Split(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int p = 0; p < pictures.size(); p++) {
      Grey picture = Grey.read(pictures.get(p));
      for (int row = 0; row < picture.height() / BLOCK; row++) {
        for (int column = 0; column < picture.width() / BLOCK; column++) {
          split.role(row + column + p).add(picture.crop(column * BLOCK, row * BLOCK, BLOCK, BLOCK));
        }
      }
    }
    if (split.training.isEmpty() || split.validation.isEmpty() || split.test.isEmpty()) {
      throw new IllegalArgumentException("too few defect-free pictures: one of 512 × 512 pixels, or four of " + BLOCK + " × " + BLOCK + ", at least");
    }
    return split;
  }

  private List<Grey> role(int number) {
    return switch (number % ROLES) {
      case 2 -> test;
      case 3 -> validation;
      default -> training;
    };
  }

  /** Every tile of some blocks at steps of some pixels. */
  static List<Grey> tiles(List<Grey> blocks, int step) {
    List<Grey> tiles = new ArrayList<>();
    for (Grey block : blocks) {
      for (int y = 0; y + Tile.SIDE <= block.height(); y += step) {
        for (int x = 0; x + Tile.SIDE <= block.width(); x += step) {
          tiles.add(block.crop(x, y, Tile.SIDE, Tile.SIDE));
        }
      }
    }
    return tiles;
  }
}
