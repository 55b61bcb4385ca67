package io.sallyport.inference.internal;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** A router for one package that counts its leases, so that a test can drain. */
final class CountingRouter implements Router {
  private static final class Slot {
    final PackageVersion version;
    int leases;

    Slot(PackageVersion version) {
      this.version = version;
    }
  }

  private Slot active;

  /** Switches; returns when no lease on the former version is left. */
  synchronized void promote(PackageVersion version) throws InterruptedException {
    Slot former = active;
    active = version == null ? null : new Slot(version);
    while (former != null && former.leases > 0) {
      wait();
    }
  }

  @Override
  public synchronized Optional<Lease> lease(String packageName) {
    if (active == null || !active.version.name().equals(packageName)) {
      return Optional.empty();
    }
    Slot slot = active;
    slot.leases++;
    return Optional.of(new Lease() {
      @Override
      public PackageVersion version() {
        return slot.version;
      }

      @Override
      public void close() {
        release(slot);
      }
    });
  }

  private synchronized void release(Slot slot) {
    slot.leases--;
    notifyAll();
  }

  @Override
  public Optional<Lease> lease(Bundle provider) {
    return Optional.empty();
  }

  @Override
  public synchronized List<PackageVersion> active() {
    return active == null ? List.of() : List.of(active.version);
  }
}
