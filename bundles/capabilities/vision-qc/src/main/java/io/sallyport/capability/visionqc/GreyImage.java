package io.sallyport.capability.visionqc;

/** A decoded picture, row by row, one unsigned byte a pixel: 0 black … 255 white. */
record GreyImage(int width, int height, byte[] pixels) {
  int at(int x, int y) {
    return Byte.toUnsignedInt(pixels[y * width + x]);
  }

  GreyImage crop(Region region) {
    if (region.width() == width && region.height() == height) {
      return this;
    }
    byte[] part = new byte[region.width() * region.height()];
    for (int row = 0; row < region.height(); row++) {
      System.arraycopy(pixels, (region.y() + row) * width + region.x(), part, row * region.width(), region.width());
    }
    return new GreyImage(region.width(), region.height(), part);
  }
}
