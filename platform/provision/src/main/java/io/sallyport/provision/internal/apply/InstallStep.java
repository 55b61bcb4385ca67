package io.sallyport.provision.internal.apply;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.provision.internal.framework.BundleRecorder;
import io.sallyport.vault.VaultPackage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Installs the incoming packages beside everything that runs. Karaf's own simulation prints its result and returns nothing, so the
 * judgement is made here: the features service is told to refresh nothing, what would have to be refreshed with the outgoing packages
 * must be what the plan said, and the engine fails the apply if the framework stops or refreshes anything else.
 */
final class InstallStep implements Step {
  private final Parts parts;

  InstallStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "install";
  }

  @Override
  public int order() {
    return 30;
  }

  @Override
  public String run(Swap swap) {
    requireKnownBlastRadius(swap);
    parts.installer().install(swap.incoming());
    return swap.incoming().size() + " packages installed";
  }

  private void requireKnownBlastRadius(Swap swap) {
    Set<String> touched = new TreeSet<>();
    parts.installer().dependents(swap.outgoing()).forEach(bundle -> touched.add(BundleRecorder.name(bundle)));
    touched.removeAll(swap.request().blastRadius());
    if (!touched.isEmpty()) {
      throw refuse("SP-APPLY-0005", "retiring the old versions would restart bundles that the plan does not name: " + touched, "generation " + swap.request().generation(),
          "plan again");
    }
  }

  @Override
  public void undo(Swap swap) {
    List<VaultPackage> packs = swap.incoming().stream().filter(pack -> !swap.warnings().contains(Stuck.warning(pack))).toList();
    parts.installer().uninstall(packs, Set.of());
  }
}
