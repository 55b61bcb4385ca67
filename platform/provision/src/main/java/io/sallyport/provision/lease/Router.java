package io.sallyport.provision.lease;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Bundle;

/**
 * Gives leases on what the running generation has promoted, and on nothing else. Never looks at service ranking or version.
 * A service of the platform; thread-safe, lock-free, no allocation beyond the lease.
 */
@ProviderType
public interface Router {
  /** A lease on the active version of the package; empty if there is none. */
  Optional<Lease> lease(String packageName);

  /** A lease on the package version that the bundle belongs to, empty unless that version is the active one. */
  Optional<Lease> lease(Bundle provider);

  /** What is active now. */
  List<PackageVersion> active();
}
