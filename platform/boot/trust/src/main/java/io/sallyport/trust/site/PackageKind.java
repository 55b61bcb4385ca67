package io.sallyport.trust.site;

import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import java.util.Locale;

/** What a package is; decides which runtime runs it and what its bundles may hold. */
public enum PackageKind {
  CAPABILITY, CONNECTOR, MODEL, LIBRARY;

  /**
   * The kind with that label, as written in descriptors.
   *
   * @throws RefusedException if there is none
   */
  public static PackageKind of(String label) {
    for (PackageKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new RefusedException(new Refusal("SP-TRUST-0040", "unknown kind of package: " + label, "package.json",
        "use capability, connector, model or library"));
  }

  /** The lower-case word used in descriptors and on the console. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
