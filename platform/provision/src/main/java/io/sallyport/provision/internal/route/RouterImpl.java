package io.sallyport.provision.internal.route;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Component;

/**
 * The router: one immutable table behind one reference. Taking a lease reads the reference and adds one to the slot's word; promoting
 * replaces the reference, for any number of packages at once. A slot is closed only after the table has left it, so a caller that
 * finds it closed finds its successor on the next read. Only the apply engine and the boot reconciliation promote.
 */
@Component(service = {Router.class, RouterImpl.class})
public final class RouterImpl implements Router {
  private record Table(Map<String, Slot> byName, Map<Bundle, Slot> byBundle) {}

  private final AtomicReference<Table> table = new AtomicReference<>(new Table(Map.of(), Map.of()));

  @Override
  public Optional<Lease> lease(String packageName) {
    for (;;) {
      Slot slot = table.get().byName.get(packageName);
      if (slot == null) {
        return Optional.empty();
      }
      Lease lease = slot.enter();
      if (lease != null) {
        return Optional.of(lease);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public Optional<Lease> lease(Bundle provider) {
    Slot slot = table.get().byBundle.get(provider);
    return slot == null ? Optional.empty() : Optional.ofNullable(slot.enter());
  }

  @Override
  public List<PackageVersion> active() {
    return table.get().byName.values().stream().map(Slot::version).toList();
  }

  /** The slot that leases on the package come from. */
  public Optional<Slot> slot(String packageName) {
    return Optional.ofNullable(table.get().byName.get(packageName));
  }

  /** Every slot that leases come from. */
  public Collection<Slot> slots() {
    return table.get().byName.values();
  }

  /**
   * Promotes slots, each in place of the one of the same name, and takes names out: one atomic step for all callers. The slots left
   * are not closed.
   */
  public void promote(Collection<Slot> in, Collection<String> out) {
    table.updateAndGet(before -> {
      Map<String, Slot> byName = new TreeMap<>(before.byName);
      out.forEach(byName::remove);
      in.forEach(slot -> byName.put(slot.version().name(), slot));
      return table(byName);
    });
  }

  /** Takes a slot out, if it is still the one that leases come from. */
  public void demote(Slot slot) {
    table.updateAndGet(before -> {
      Map<String, Slot> byName = new TreeMap<>(before.byName);
      byName.remove(slot.version().name(), slot);
      return table(byName);
    });
  }

  /** The slot that a bundle belongs to, if it is active. */
  public Optional<Slot> slot(Bundle provider) {
    return Optional.ofNullable(table.get().byBundle.get(provider));
  }

  private static Table table(Map<String, Slot> byName) {
    Map<Bundle, Slot> byBundle = new HashMap<>();
    byName.values().forEach(slot -> slot.bundles().forEach(bundle -> byBundle.put(bundle, slot)));
    return new Table(byName, byBundle);
  }
}
