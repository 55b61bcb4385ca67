package io.sallyport.capability.visionqc;

import java.util.Optional;

/** A part of a picture, in pixels. */
record Region(int x, int y, int width, int height) {
  private static final int PARTS = 4;

  Region {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException("region must be LEFT,TOP,WIDTH,HEIGHT: from 0, at least 1 wide and high");
    }
  }

  /** @throws IllegalArgumentException if it is not {@code LEFT,TOP,WIDTH,HEIGHT} */
  static Optional<Region> parse(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    String[] parts = text.split(",", -1);
    try {
      int[] numbers = new int[PARTS];
      for (int i = 0; i < PARTS && parts.length == PARTS; i++) {
        numbers[i] = Integer.parseInt(parts[i].strip());
      }
      return Optional.of(new Region(numbers[0], numbers[1], numbers[2], numbers[3]));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("region must be LEFT,TOP,WIDTH,HEIGHT, four whole numbers", e);
    }
  }

  boolean isInside(int pictureWidth, int pictureHeight) {
    return (long) x + width <= pictureWidth && (long) y + height <= pictureHeight;
  }

  @Override
  public String toString() {
    return x + "," + y + "," + width + "," + height;
  }
}
