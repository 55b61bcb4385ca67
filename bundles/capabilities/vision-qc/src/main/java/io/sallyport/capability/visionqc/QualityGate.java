package io.sallyport.capability.visionqc;

/** Whether a picture shows enough to be judged. */
final class QualityGate {
  private static final int BLACK = 4;
  private static final int WHITE = 251;
  private static final int PERCENT = 100;

  private QualityGate() {}

  /** @throws BadPicture SP-VISION-0009 dark, 0010 over-exposed, 0011 empty */
  static void check(GreyImage image, Settings settings) {
    long dark = 0;
    long bright = 0;
    long sum = 0;
    long squares = 0;
    for (byte pixel : image.pixels()) {
      int value = Byte.toUnsignedInt(pixel);
      dark += value <= BLACK ? 1 : 0;
      bright += value >= WHITE ? 1 : 0;
      sum += value;
      squares += (long) value * value;
    }
    double count = image.pixels().length;
    if (dark >= settings.darkShare() * count) {
      throw BadPicture.dark(Math.round(PERCENT * dark / count));
    }
    if (bright >= settings.brightShare() * count) {
      throw BadPicture.bright(Math.round(PERCENT * bright / count));
    }
    double mean = sum / count;
    double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
    if (deviation < settings.contrast()) {
      throw BadPicture.empty(deviation);
    }
  }
}
