package io.sallyport.models.demand;

import io.sallyport.trust.site.PackageRef;
import java.util.List;

/**
 * What is forecast, and who answers for it.
 *
 * @param name of the package
 * @param licence of the weights, SPDX
 * @param of what the series is of, as in "half-hourly electricity demand"
 * @param unit of its values
 * @param source sentences for the model card on where it is from
 * @param limits further sentences of the model card on what it is not good for
 */
record Load(String name, String version, String publisher, String licence, String of, String unit, String source, List<String> limits) {
  /** @throws IllegalArgumentException if no package can have the name or the version: said before the fit, not after it */
  Load {
    if (PackageRef.ofTarget(new PackageRef(name, version).descriptor()).isEmpty()) {
      throw new IllegalArgumentException("a package cannot be " + name + " " + version + ": give a name of lower-case letters, digits and inner hyphens, and a version as in 1.0.0");
    }
    limits = List.copyOf(limits);
  }

  String summary() {
    return "Half-hourly " + of + ", one day ahead, with 80 and 95 % intervals";
  }
}
