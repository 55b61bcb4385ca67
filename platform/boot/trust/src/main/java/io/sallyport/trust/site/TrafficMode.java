package io.sallyport.trust.site;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Locale;

/** How a candidate version takes part in live traffic. */
public enum TrafficMode {
  /** It gets copies of the calls; the active version answers all of them. */
  SHADOW,
  /** It answers a share of the calls. */
  CANARY;

  /** The lower-case word used in metadata and on the console. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** @throws RefusedException SP-TRUST-0090 if there is no mode with that label */
  static TrafficMode of(String label, String where) {
    for (TrafficMode mode : values()) {
      if (mode.label().equals(label)) {
        return mode;
      }
    }
    throw new RefusedException(new Refusal("SP-TRUST-0090", "the mode must be shadow or canary", where, "plan a new generation"));
  }
}
