package io.sallyport.provision.internal.route;

import io.sallyport.provision.lease.Lease;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.lease.Router;
import io.sallyport.provision.lease.Traffic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Component;

/**
 * The router: one immutable table behind one reference. Taking a lease reads the reference and adds one to the slot's word; promoting
 * replaces the reference, for any number of packages, their candidates and their traffic at once. A slot is closed only after the table has
 * left it, so a caller that finds it closed finds its successor on the next read. Only the apply engine and the boot reconciliation promote.
 */
@Component(service = {Router.class, RouterImpl.class})
public final class RouterImpl implements Router {
  private record Table(Map<String, Route> byName, Map<Bundle, Slot> byBundle) {
    Route route(String name) {
      return byName.getOrDefault(name, Route.NOWHERE);
    }
  }

  private final AtomicReference<Table> table = new AtomicReference<>(new Table(Map.of(), Map.of()));

  @Override
  public Optional<Lease> lease(String packageName) {
    return enter(packageName, "", (route, none) -> route.active());
  }

  @Override
  public Optional<Lease> lease(String packageName, String key) {
    return enter(packageName, key, Route::answering);
  }

  @Override
  public Optional<Lease> leaseVersion(String packageName, String version) {
    return enter(packageName, version, Route::version);
  }

  private Optional<Lease> enter(String packageName, String by, BiFunction<Route, String, Optional<Slot>> choice) {
    Slot closed = null;
    for (;;) {
      Optional<Slot> slot = choice.apply(table.get().route(packageName), by);
      if (slot.isEmpty() || slot.get() == closed) {
        return Optional.empty(); // no successor: the version was lost
      }
      Lease lease = slot.get().enter();
      if (lease != null) {
        return Optional.of(lease);
      }
      closed = slot.get();
    }
  }

  @Override
  public Optional<Traffic> traffic(String packageName) {
    return table.get().route(packageName).traffic();
  }

  @Override
  public Optional<Lease> lease(Bundle provider) {
    Table now = table.get();
    Slot slot = now.byBundle.get(provider);
    return slot != null && now.route(slot.version().name()).active().orElse(null) == slot ? Optional.ofNullable(slot.enter()) : Optional.empty();
  }

  @Override
  public List<PackageVersion> active() {
    return table.get().byName.values().stream().flatMap(route -> route.active().stream()).map(Slot::version).toList();
  }

  /** Where calls of the package go now. */
  public Route route(String packageName) {
    return table.get().route(packageName);
  }

  /** The slot that leases on this version come from, as the active version or as the candidate. */
  public Optional<Slot> slot(PackageVersion version) {
    return table.get().route(version.name()).slots().filter(slot -> slot.version().digest().equals(version.digest()) && !slot.isClosed()).findFirst();
  }

  /** Sends the calls of these packages to other places: one atomic step for all callers. The slots left are not closed. */
  public void redirect(Map<String, Route> routes) {
    table.updateAndGet(before -> {
      Map<String, Route> byName = new TreeMap<>(before.byName);
      routes.forEach((name, route) -> put(byName, name, route));
      return table(byName);
    });
  }

  /** As {@link #redirect}, for active versions, each in place of the one of the same name, and names to be taken out. */
  public void promote(Collection<Slot> in, Collection<String> out) {
    table.updateAndGet(before -> {
      Map<String, Route> byName = new TreeMap<>(before.byName);
      out.forEach(byName::remove);
      in.forEach(slot -> byName.put(slot.version().name(), before.route(slot.version().name()).with(slot)));
      return table(byName);
    });
  }

  /** Adds a candidate beside the active version of its name. */
  public void accompany(Slot candidate, Traffic traffic) {
    String name = candidate.version().name();
    table.updateAndGet(before -> {
      Map<String, Route> byName = new TreeMap<>(before.byName);
      byName.put(name, before.route(name).with(candidate, traffic));
      return table(byName);
    });
  }

  /** Takes a slot out, if leases still come from it. */
  public void demote(Slot slot) {
    String name = slot.version().name();
    table.updateAndGet(before -> {
      Map<String, Route> byName = new TreeMap<>(before.byName);
      put(byName, name, before.route(name).without(slot));
      return table(byName);
    });
  }

  /** The slot that a bundle belongs to, if leases come from it. */
  public Optional<Slot> slot(Bundle provider) {
    return Optional.ofNullable(table.get().byBundle.get(provider));
  }

  private static void put(Map<String, Route> byName, String name, Route route) {
    if (route.leadsNowhere()) {
      byName.remove(name);
    } else {
      byName.put(name, route);
    }
  }

  /** A version that was lost meanwhile, its bundle stopped by hand, does not come back into the table: it is left out. */
  private static Table table(Map<String, Route> routes) {
    Map<String, Route> byName = new TreeMap<>();
    routes.forEach((name, route) -> put(byName, name, route.open()));
    Map<Bundle, Slot> byBundle = new HashMap<>();
    byName.values().stream().flatMap(Route::slots).forEach(slot -> slot.bundles().forEach(bundle -> byBundle.put(bundle, slot)));
    return new Table(byName, byBundle);
  }
}
