package io.sallyport.operations.internal.testing;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import io.sallyport.trust.site.PackageKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.framework.Bundle;

/** A router whose active bundles a test switches, and whose open leases it counts. */
public final class SwitchableRouter implements Router {
  public final AtomicInteger open = new AtomicInteger();
  private final Set<Bundle> active = ConcurrentHashMap.newKeySet();

  public void promote(Bundle bundle) {
    active.add(bundle);
  }

  public void demote(Bundle bundle) {
    active.remove(bundle);
  }

  @Override
  public Optional<Lease> lease(String packageName) {
    return Optional.empty();
  }

  @Override
  public Optional<Lease> lease(Bundle provider) {
    if (!active.contains(provider)) {
      return Optional.empty();
    }
    open.incrementAndGet();
    return Optional.of(new Lease() {
      @Override
      public PackageVersion version() {
        return new PackageVersion(provider.getSymbolicName(), PackageKind.CAPABILITY, "1.0.0", "00");
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    });
  }

  @Override
  public List<PackageVersion> active() {
    return List.of();
  }
}
