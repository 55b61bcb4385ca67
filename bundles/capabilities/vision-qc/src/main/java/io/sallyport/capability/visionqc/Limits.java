package io.sallyport.capability.visionqc;

/** What a picture may be at most; checked before it is decoded. */
final class Limits {
  /** Bytes of an encoded picture. */
  static final int BYTES = 8 << 20;
  /** Pixels. */
  static final int PIXELS = 4 << 20;
  /** Pixels of a side. */
  static final int LONGEST_SIDE = 8_192;

  private Limits() {}

  /** @throws BadPicture SP-VISION-0006 */
  static void check(long width, long height) {
    if (width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > PIXELS) {
      throw BadPicture.tooManyPixels(width, height);
    }
  }
}
