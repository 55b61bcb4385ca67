package io.sallyport.verify;

import io.sallyport.trust.RootMetadata;
import java.util.List;

/** How a development root is reported. */
final class DevelopmentRoot {
  private DevelopmentRoot() {}

  /** The warning, if the vendor root is one. */
  static List<String> lines(RootMetadata root) {
    return root.development() ? List.of("DEVELOPMENT ROOT: the vendor's keys lie together on a developer's machine; never use this for a plant") : List.of();
  }

  /** {@code development} or {@code production}. */
  static String word(RootMetadata root) {
    return root.development() ? "development" : "production";
  }
}
