package io.sallyport.audit;

import java.util.Locale;

/** How the recorded action ended. */
public enum Outcome {
  DONE, REFUSED, FAILED;

  /** As written in entries: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
