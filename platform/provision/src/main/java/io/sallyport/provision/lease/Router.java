package io.sallyport.provision.lease;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/**
 * Gives leases on what the running generation has promoted, and on nothing else. Never looks at service ranking or version: of a model with
 * a candidate version beside the active one, the generation's traffic says which of the two answers. A service of the platform; thread-safe,
 * lock-free, no allocation beyond the lease.
 */
@ProviderType
public interface Router {
  /** A lease on the active version of the package; empty if there is none. */
  Optional<Lease> lease(String packageName);

  /**
   * A lease on the version that answers the calls of this key: the active one, or the candidate for a canary's share (see
   * {@link Traffic#takes}); empty if there is none. What serves no candidates, as in tests, leases the active version.
   *
   * @param key an asset or, lacking one, the call's correlation
   */
  default Optional<Lease> lease(String packageName, String key) {
    return lease(packageName);
  }

  /** A lease on this version of the package; empty unless it is the active version or the candidate. */
  default Optional<Lease> leaseVersion(String packageName, String version) {
    Optional<Lease> active = lease(packageName);
    active.filter(lease -> !lease.version().version().equals(version)).ifPresent(Lease::close);
    return active.filter(lease -> lease.version().version().equals(version));
  }

  /** The candidate version of the package and its part in live traffic; empty if there is none that can be leased. */
  default Optional<Traffic> traffic(String packageName) {
    return Optional.empty();
  }

  /** A lease on the package version that the bundle belongs to, empty unless that version is the active one. */
  Optional<Lease> lease(Bundle provider);

  /** What is active now. */
  List<PackageVersion> active();
}
