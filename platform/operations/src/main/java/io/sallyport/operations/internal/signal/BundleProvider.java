package io.sallyport.operations.internal.signal;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.Router;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** A consumer's bundle, and the router that says whether its package version is the active one. */
record BundleProvider(Bundle bundle, Router router) implements ConsumerLane.Provider {
  @Override
  public String name() {
    return bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  @Override
  public Optional<Lease> lease() {
    return router.lease(bundle);
  }
}
