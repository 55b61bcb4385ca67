package io.sallyport.capability.visionqc;

import io.sallyport.api.image.InspectionResult.Reason;
import io.sallyport.api.image.InspectionResult.Refused;
import java.util.Locale;

/** A picture that cannot be judged, and why. */
final class BadPicture extends RuntimeException {
  private final transient Refused refused;

  private BadPicture(Reason reason, String code, String what, String next) {
    super(code + ": " + what + " – " + next, null, false, false);
    this.refused = new Refused(reason, code, what, next);
  }

  Refused refused() {
    return refused;
  }

  private static BadPicture of(String code, String what, String next) {
    return new BadPicture(Reason.PICTURE, code, what, next);
  }

  static BadPicture notOne() {
    return of("SP-VISION-0003", "it is neither a PNG nor a JPEG", "send one of these");
  }

  static BadPicture damaged(String how) {
    return of("SP-VISION-0004", "the picture is damaged or cut off: " + how, "send it again, whole");
  }

  static BadPicture tooManyBytes(long bytes) {
    return new BadPicture(Reason.TOO_LARGE, "SP-VISION-0005", "the picture has " + bytes + " bytes", "send at most " + Limits.BYTES);
  }

  static BadPicture tooManyPixels(long width, long height) {
    return new BadPicture(Reason.TOO_LARGE, "SP-VISION-0006", "the picture says that it is " + width + " × " + height + " pixels",
        "send at most " + Limits.PIXELS + " pixels, and " + Limits.LONGEST_SIDE + " a side");
  }

  static BadPicture wrongSize(int width, int height, String expected) {
    return of("SP-VISION-0007", "the picture is " + width + " × " + height + " pixels", "send " + expected);
  }

  static BadPicture wrongMode(String mode) {
    return of("SP-VISION-0008", "the picture is " + mode, "send 8 bits a channel, grey or RGB, not interlaced or progressive, without alpha");
  }

  static BadPicture dark(long percent) {
    return of("SP-VISION-0009", percent + " % of the picture is black", "look after the light and the camera, then take it again");
  }

  static BadPicture bright(long percent) {
    return of("SP-VISION-0010", percent + " % of the picture is white", "look after the light and the exposure, then take it again");
  }

  static BadPicture empty(double deviation) {
    return of("SP-VISION-0011", String.format(Locale.ROOT, "nothing is to be seen on the picture: its grey values deviate by %.1f", deviation),
        "look after the lens and what is in front of it, then take it again");
  }

  static BadPicture wrongTensor(String what) {
    return of("SP-VISION-0015", "the tensor is " + what, "send UINT8, height × width");
  }

  static BadPicture wrongItem() {
    return of("SP-VISION-0018", "the item is not named by 1 to 128 printable characters", "give it a shorter or plainer name");
  }
}
