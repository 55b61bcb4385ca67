package io.sallyport.provision.internal.apply;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.provision.internal.route.Slot;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.vault.VaultPackage;
import org.osgi.framework.Bundle;

/** Has the runtimes load and warm up the incoming versions, beside the active ones. */
final class StageStep implements Step {
  private final Parts parts;

  StageStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "stage";
  }

  @Override
  public int order() {
    return 40;
  }

  @Override
  public String run(Swap swap) {
    swap.begun().stream().filter(pack -> !swap.incoming().contains(pack)).forEach(this::requireLoaded);
    for (VaultPackage pack : swap.incoming()) {
      PackageVersion version = Site.version(pack);
      java.util.List<Bundle> bundles = parts.installer().bundles(pack)
          .orElseThrow(() -> refuse("SP-APPLY-0006", "the package's bundles are not installed", pack.toString(), "see the log"));
      StagedPackage staged = new StagedPackage(version, bundles, pack.descriptor().namedConduits());
      parts.audit().append(Records.pack("package.staged", "stage", version, swap).build());
      swap.attempted().add(version);
      parts.runtimes().require(version.kind(), parts.settings().runtime()).stage(staged);
      swap.staged().put(pack.toString(), staged);
      swap.fresh().put(pack.toString(), new Slot(version, bundles));
    }
    for (VaultPackage pack : swap.outgoing()) {
      parts.router().slot(Site.version(pack)).ifPresent(slot -> swap.old().put(pack.toString(), slot));
    }
    return swap.incoming().size() + " packages warm";
  }

  /** What gets another part without coming anew is warm already: nothing of it is installed or loaded again. */
  private void requireLoaded(VaultPackage pack) {
    if (parts.router().slot(Site.version(pack)).isEmpty()) {
      throw refuse("SP-APPLY-0025", "the version is to get another part and is not loaded", pack.toString(), "generation:show says why; restart the appliance, or plan without it");
    }
  }

  @Override
  public void undo(Swap swap) {
    for (PackageVersion version : swap.attempted()) {
      if (!swap.warnings().contains(Stuck.warning(version))) {
        parts.runtimes().find(version.kind()).ifPresent(runtime -> runtime.retire(version));
      }
    }
  }
}
