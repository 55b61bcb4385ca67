package io.sallyport.capability.visionqc;

/** Where tiles lie so that they cover a length evenly and overlap by an eighth or more. */
final class Tiles {
  private static final int EIGHTHS = 8;

  private Tiles() {}

  /** @param length at least {@code tile} @return offsets, the first 0, the last {@code length - tile} */
  static int[] over(int length, int tile) {
    int rest = length - tile;
    int step = tile - tile / EIGHTHS;
    int count = 1 + (rest + step - 1) / step;
    int[] offsets = new int[count];
    for (int i = 1; i < count; i++) {
      offsets[i] = (int) ((long) rest * i / (count - 1));
    }
    return offsets;
  }
}
