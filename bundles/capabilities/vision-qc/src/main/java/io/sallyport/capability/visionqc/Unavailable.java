package io.sallyport.capability.visionqc;

import io.sallyport.api.image.InspectionResult.Reason;
import io.sallyport.api.image.InspectionResult.Refused;

/** The appliance cannot judge a picture now, and why; the same picture may pass later. */
final class Unavailable extends RuntimeException {
  private final transient Refused refused;

  private Unavailable(String code, String what, String next) {
    super(code + ": " + what + " – " + next, null, false, false);
    this.refused = new Refused(Reason.UNAVAILABLE, code, what, next);
  }

  Refused refused() {
    return refused;
  }

  static Unavailable model(String what, String next) {
    return new Unavailable("SP-VISION-0012", "the model did not answer: " + what, next);
  }

  static Unavailable unfit(String what) {
    return new Unavailable("SP-VISION-0013", "the model does not fit this capability: " + what, "name one in the station's configuration that does, see model:list");
  }

  static Unavailable notStored(String what) {
    return new Unavailable("SP-VISION-0014", "the reject could not be stored: " + what, "see the appliance's health, then send the picture again");
  }

  static Unavailable busy() {
    return new Unavailable("SP-VISION-0017", "the station inspects as many pictures as it can", "send it again in a moment");
  }

  static Unavailable stopped() {
    return new Unavailable("SP-VISION-0016", "the station was stopped meanwhile", "send it again in a moment");
  }
}
