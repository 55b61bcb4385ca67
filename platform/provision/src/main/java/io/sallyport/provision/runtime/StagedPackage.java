package io.sallyport.provision.runtime;

import io.sallyport.provision.lease.PackageVersion;
import java.util.List;
import org.osgi.framework.Bundle;

/**
 * A package version whose bundles are installed and started, beside the active version.
 *
 * @param bundles its bundles, in the descriptor's order
 */
public record StagedPackage(PackageVersion version, List<Bundle> bundles) {
  public StagedPackage {
    bundles = List.copyOf(bundles);
  }
}
