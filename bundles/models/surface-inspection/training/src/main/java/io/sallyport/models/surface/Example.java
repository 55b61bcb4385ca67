package io.sallyport.models.surface;

/**
 * A picture with what is known of it.
 *
 * @param labels for each cell: 1 not normal, 0 normal, -1 a bit of both
 */
record Example(Grey picture, float[] labels) {
  private static final float MOSTLY = 0.25f;

  /** @param shares share of each cell's pixels that are not normal */
  static Example of(Grey picture, float[] shares) {
    float[] labels = new float[shares.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = shares[i] > MOSTLY ? 1 : shares[i] > 0 ? -1 : 0;
    }
    return new Example(picture.rounded(), labels);
  }
}
