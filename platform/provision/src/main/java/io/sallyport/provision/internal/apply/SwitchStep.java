package io.sallyport.provision.internal.apply;

import io.sallyport.audit.AuditEntry;
import io.sallyport.provision.internal.route.Route;
import io.sallyport.provision.internal.route.Slot;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.PackageRuntime;
import io.sallyport.vault.VaultPackage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The switch: one atomic reference for all callers. Then the old versions end their own work and the new ones begin. */
final class SwitchStep implements Step {
  private final Parts parts;

  SwitchStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "switch";
  }

  @Override
  public int order() {
    return 60;
  }

  @Override
  public String run(Swap swap) {
    swap.begun().forEach(pack -> parts.audit().append(entry(pack, swap)));
    Map<String, Route> routes = Redirection.between(swap.request().before(), swap.request().after(),
        pack -> Optional.ofNullable(swap.fresh().get(pack.toString())).or(() -> parts.router().slot(Site.version(pack))));
    routes.keySet().forEach(name -> swap.former().put(name, parts.router().route(name)));
    long start = System.nanoTime();
    swap.switched(true);
    parts.router().redirect(routes);
    Set<Slot> ended = new HashSet<>();
    for (VaultPackage pack : swap.begun()) {
      swap.givingWayTo(pack).filter(ended::add).ifPresent(slot -> runtime(slot.version(), PackageRuntime::deactivate));
      runtime(Site.version(pack), PackageRuntime::activate);
    }
    swap.old().values().stream().filter(ended::add).forEach(slot -> runtime(slot.version(), PackageRuntime::deactivate));
    swap.switchMicros((System.nanoTime() - start) / 1000);
    return "switched in " + swap.switchMicros() + " µs";
  }

  @Override
  public void undo(Swap swap) {
    if (!swap.switched()) {
      return;
    }
    RuntimeException first = null;
    parts.router().redirect(swap.former());
    for (VaultPackage pack : swap.incoming()) {
      first = attempt(first, () -> runtime(Site.version(pack), PackageRuntime::deactivate));
    }
    for (Slot old : swap.old().values()) {
      first = attempt(first, () -> runtime(old.version(), PackageRuntime::activate));
    }
    swap.switched(false);
    drain(swap, List.copyOf(swap.fresh().values()));
    if (first != null) {
      throw first;
    }
  }

  private void drain(Swap swap, List<Slot> slots) {
    slots.forEach(Slot::close);
    for (Slot slot : slots) {
      if (!slot.awaitDrained(parts.settings().drain())) {
        swap.warnings().add(Stuck.warning(slot.version()));
      }
    }
  }

  private static AuditEntry entry(VaultPackage pack, Swap swap) {
    return swap.request().after().trafficOf(pack).map(traffic -> Records.pack("package.candidate", traffic.mode().label(), Site.version(pack), swap).after(Records.traffic(traffic)))
        .orElseGet(() -> Records.pack("package.promoted", "promote", Site.version(pack), swap)).build();
  }

  private void runtime(PackageVersion version, BiConsumer<PackageRuntime, PackageVersion> call) {
    call.accept(parts.runtimes().require(version.kind(), parts.settings().runtime()), version);
  }

  private static RuntimeException attempt(RuntimeException first, Runnable call) {
    try {
      call.run();
      return first;
    } catch (RuntimeException e) {
      return first == null ? e : first;
    }
  }
}
