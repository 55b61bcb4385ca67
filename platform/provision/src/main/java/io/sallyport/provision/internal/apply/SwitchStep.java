package io.sallyport.provision.internal.apply;

import io.sallyport.provision.internal.route.Slot;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.PackageRuntime;
import io.sallyport.vault.VaultPackage;
import java.util.List;
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
    for (PackageVersion version : swap.versions(swap.incoming())) {
      parts.audit().append(Records.pack("package.promoted", "promote", version, swap).build());
    }
    long start = System.nanoTime();
    swap.switched(true);
    parts.router().promote(swap.fresh().values(), swap.removed());
    for (VaultPackage pack : swap.incoming()) {
      Slot old = swap.old().get(pack.name());
      if (old != null) {
        runtime(old.version(), PackageRuntime::deactivate);
      }
      runtime(Site.version(pack), PackageRuntime::activate);
    }
    for (String name : swap.removed()) {
      Slot old = swap.old().get(name);
      if (old != null) {
        runtime(old.version(), PackageRuntime::deactivate);
      }
    }
    swap.switchMicros((System.nanoTime() - start) / 1000);
    return "switched in " + swap.switchMicros() + " µs";
  }

  @Override
  public void undo(Swap swap) {
    if (!swap.switched()) {
      return;
    }
    RuntimeException first = null;
    parts.router().promote(swap.old().values(), swap.added());
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
        swap.warnings().add(Stuck.warning(slot.version().name()));
      }
    }
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
