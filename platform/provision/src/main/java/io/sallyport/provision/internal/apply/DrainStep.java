package io.sallyport.provision.internal.apply;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.provision.internal.route.Slot;

/** Waits until nobody holds a lease on an outgoing version. Exact: see {@link Slot}. */
final class DrainStep implements Step {
  private final Parts parts;

  DrainStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "drain";
  }

  @Override
  public int order() {
    return 80;
  }

  @Override
  public String run(Swap swap) {
    swap.old().values().forEach(Slot::close);
    for (Slot slot : swap.old().values()) {
      if (!slot.awaitDrained(parts.settings().drain())) {
        throw refuse("SP-APPLY-0015", slot.open() + " calls on the old version did not end within " + parts.settings().drain().toMillis() + " ms", slot.version().toString(),
            "find the caller that does not return, or raise drain.timeout.ms; then plan again");
      }
    }
    return swap.old().size() + " old versions drained";
  }

  @Override
  public void undo(Swap swap) {
    swap.old().values().forEach(Slot::reopen);
  }
}
