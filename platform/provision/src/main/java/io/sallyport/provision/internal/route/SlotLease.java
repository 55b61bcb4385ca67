package io.sallyport.provision.internal.route;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lease on a slot; closing it again does nothing. */
final class SlotLease extends AtomicBoolean implements Lease {
  private static final long serialVersionUID = 1L;
  private final transient Slot slot;

  SlotLease(Slot slot) {
    this.slot = slot;
  }

  @Override
  public PackageVersion version() {
    return slot.version();
  }

  @Override
  public void close() {
    if (compareAndSet(false, true)) {
      slot.exit();
    }
  }
}
