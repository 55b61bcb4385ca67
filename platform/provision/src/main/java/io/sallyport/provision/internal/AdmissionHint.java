package io.sallyport.provision.internal;

import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.Refusal;
import io.sallyport.vault.Admission;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import java.util.Optional;

/** Says which command gets a package approved whose bundle the gate refused. */
final class AdmissionHint implements Admission {
  private final Site site;
  private final Packages packages;

  AdmissionHint(Site site, Packages packages) {
    this.site = site;
    this.packages = packages;
  }

  @Override
  public Optional<Refusal> refusal(String sha256) {
    Optional<VaultPackage> owner = packages.verified().stream()
        .filter(pack -> pack.digest().equals(sha256) || pack.bundles().stream().anyMatch(part -> part.sha256().equals(sha256))).findFirst();
    if (owner.isEmpty() || admitted(owner.get())) {
      return Optional.empty();
    }
    return Optional.of(new Refusal("SP-GATE-0001", "the package is in no approved generation", owner.get().toString(),
        "generation:plan " + owner.get().name() + "/" + owner.get().version() + ", then generation:approve and generation:apply"));
  }

  private boolean admitted(VaultPackage pack) {
    return site.repository().commissioned() && site.running().admitted().stream()
        .anyMatch(generation -> pack.digest().equals(site.repository().generation(generation).packages().get(pack.ref())));
  }
}
