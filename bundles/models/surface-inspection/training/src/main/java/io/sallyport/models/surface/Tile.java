package io.sallyport.models.surface;

/** What the model looks at in one call. */
final class Tile {
  /** Extent of the square picture, in pixels. */
  static final int SIDE = 64;
  /** Extent of the pixels behind one value of the heat. */
  static final int CELL = 4;
  /** Extent of the heat, in cells. */
  static final int CELLS = SIDE / CELL;

  private Tile() {}
}
