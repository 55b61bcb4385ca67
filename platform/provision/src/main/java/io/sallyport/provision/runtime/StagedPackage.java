package io.sallyport.provision.runtime;

import io.sallyport.provision.lease.PackageVersion;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;

/**
 * A package version whose bundles are installed and started, beside the active version.
 *
 * @param bundles its bundles, in the descriptor's order
 * @param conduits names of the conduits that its descriptor asks for and whose address the site decides
 */
public record StagedPackage(PackageVersion version, List<Bundle> bundles, Set<String> conduits) {
  public StagedPackage {
    bundles = List.copyOf(bundles);
    conduits = Set.copyOf(conduits);
  }

  /** One that asks for no such conduit. */
  public StagedPackage(PackageVersion version, List<Bundle> bundles) {
    this(version, bundles, Set.of());
  }
}
