package io.sallyport.provision.internal.apply;

import io.sallyport.provision.internal.route.Slot;
import java.util.HashSet;
import java.util.Set;
import org.osgi.framework.Bundle;

/** Frees the outgoing versions and takes them out of the framework, refreshing only what the plan said. */
final class RetireStep implements Step {
  private final Parts parts;

  RetireStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "retire";
  }

  @Override
  public int order() {
    return 100;
  }

  @Override
  public String run(Swap swap) {
    Set<Bundle> dependents = new HashSet<>(parts.installer().dependents(swap.outgoing()));
    for (Slot slot : swap.old().values()) {
      parts.audit().append(Records.pack("package.retired", "retire", slot.version(), swap).build());
      parts.runtimes().find(slot.version().kind()).ifPresent(runtime -> runtime.retire(slot.version()));
    }
    if (!swap.outgoing().isEmpty()) {
      parts.installer().uninstall(swap.outgoing(), dependents);
    }
    return swap.outgoing().size() + " old versions gone";
  }
}
