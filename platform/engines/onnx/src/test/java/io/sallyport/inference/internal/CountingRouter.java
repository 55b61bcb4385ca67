package io.sallyport.inference.internal;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import io.sallyport.provision.lease.Traffic;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;

/** A router for one package and its candidate that counts its leases, so that a test can drain. */
final class CountingRouter implements Router {
  private static final class Slot {
    final PackageVersion version;
    int leases;

    Slot(PackageVersion version) {
      this.version = version;
    }
  }

  private Slot active;
  private Slot candidate;
  private Traffic traffic;

  /** Switches; returns when no lease on the former version is left. */
  synchronized void promote(PackageVersion version) throws InterruptedException {
    Slot former = active;
    active = version == null ? null : new Slot(version);
    while (former != null && former.leases > 0) {
      wait();
    }
  }

  /** Lets a candidate take part; null ends that. Returns when no lease on the former candidate is left. */
  synchronized void let(Traffic share) throws InterruptedException {
    Slot former = candidate;
    traffic = share;
    candidate = share == null ? null : new Slot(share.candidate());
    while (former != null && former.leases > 0) {
      wait();
    }
  }

  @Override
  public synchronized Optional<Lease> lease(String packageName) {
    return lease(packageName, active);
  }

  @Override
  public synchronized Optional<Lease> lease(String packageName, String key) {
    return lease(packageName, traffic != null && traffic.takes(key) ? candidate : active);
  }

  @Override
  public synchronized Optional<Lease> leaseVersion(String packageName, String version) {
    return Stream.of(active, candidate).filter(slot -> slot != null && slot.version.version().equals(version)).findFirst()
        .flatMap(slot -> lease(packageName, slot));
  }

  @Override
  public synchronized Optional<Traffic> traffic(String packageName) {
    return Optional.ofNullable(traffic).filter(share -> share.candidate().name().equals(packageName));
  }

  private Optional<Lease> lease(String packageName, Slot slot) {
    if (slot == null || !slot.version.name().equals(packageName)) {
      return Optional.empty();
    }
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
