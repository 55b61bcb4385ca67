package io.sallyport.operations.internal.store;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;

/** Checks what plugins hand in before it is stored. */
final class Fields {
  private Fields() {}

  /** @throws RefusedException SP-WORK-0002 if the text is absent, blank or longer than the database keeps */
  static String text(String name, String value, int longest) {
    if (value == null || value.isBlank()) {
      throw refuse(name, "is empty");
    }
    if (value.length() > longest) {
      throw refuse(name, "has " + value.length() + " characters, at most " + longest + " are kept");
    }
    return value;
  }

  /** @throws RefusedException SP-WORK-0002 if it is NaN or infinite */
  static double finite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw refuse(name, "is " + value);
    }
    return value;
  }

  /** @throws RefusedException SP-WORK-0002 if it is absent */
  static <T> T present(String name, T value) {
    if (value == null) {
      throw refuse(name, "is absent");
    }
    return value;
  }

  static RefusedException refuse(String name, String what) {
    return new RefusedException(new Refusal("SP-WORK-0002", name + " " + what, "insight or work-order proposal", "correct the capability that sent it"));
  }
}
