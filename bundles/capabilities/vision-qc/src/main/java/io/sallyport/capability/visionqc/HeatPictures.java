package io.sallyport.capability.visionqc;

/** Makes pictures of a heat map. */
final class HeatPictures {
  private static final int WHITE = 255;
  private static final float STRONGEST = 0.7f;
  private static final int[] HOT = {230, 40, 30};

  private HeatPictures() {}

  /** Grey: black is normal, white is twice the threshold or more. */
  static byte[] heat(GreyImage region, Score score) {
    byte[] pixels = new byte[region.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(WHITE * Math.min(1, ratio(score, i, region.width()) / 2));
    }
    return Png.grey(region.width(), region.height(), pixels);
  }

  /** The region itself, red where the heat is above the threshold: the redder, the more. */
  static byte[] overlay(GreyImage region, Score score) {
    byte[] pixels = new byte[region.pixels().length * HOT.length];
    for (int i = 0; i < region.pixels().length; i++) {
      float ratio = ratio(score, i, region.width());
      float share = ratio <= 1 ? 0 : Math.min(STRONGEST, 0.3f + 0.4f * (ratio - 1));
      int grey = Byte.toUnsignedInt(region.pixels()[i]);
      for (int channel = 0; channel < HOT.length; channel++) {
        pixels[i * HOT.length + channel] = (byte) Math.round(grey * (1 - share) + HOT[channel] * share);
      }
    }
    return Png.rgb(region.width(), region.height(), pixels);
  }

  private static float ratio(Score score, int pixel, int width) {
    return (float) (score.heat().at(pixel % width, pixel / width) / score.threshold());
  }
}
