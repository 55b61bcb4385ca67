package io.sallyport.provision.internal;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.TrafficChange;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.TargetFile;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs although the vendor no longer vouches for it: a target removed, a key or a partner revoked. It was approved and runs on; people
 * are told, and a plan is proposed.
 */
final class Withdrawals {
  private final Site site;
  private final Packages packages;
  private final AuditLog audit;

  Withdrawals(Site site, Packages packages, AuditLog audit) {
    this.site = site;
    this.packages = packages;
    this.audit = audit;
  }

  /** One alarm a package, with the command that plans without it. */
  List<String> alarms() {
    int running = site.repository().commissioned() ? site.running().running() : 0;
    Roster withdrawn = withdrawn();
    return withdrawn.all().stream().map(pack -> Refusals.refuse("SP-PLAN-0019", "the vendor no longer vouches for " + pack + ", which runs on", "generation " + running,
        withdrawn.trafficOf(pack).isPresent() ? "model:withdraw " + pack.name()
            : "generation:plan " + successor(pack).map(VaultPackage::ref).map(ref -> ref.name() + "/" + ref.version()).orElse("--remove " + pack.name())).refusal().message()).toList();
  }

  /** Records what is withdrawn. @return the proposal; empty if nothing is */
  Optional<PlanRequest> record() {
    Roster withdrawn = withdrawn();
    List<String> better = new ArrayList<>();
    List<String> without = new ArrayList<>();
    for (VaultPackage pack : withdrawn.all()) {
      audit.append(AuditEntry.of("package.withdrawn").system("provision").action("notice").object("package/" + pack.name() + "/" + pack.version()).code("SP-PLAN-0019")
          .reason("the vendor no longer vouches for it; it runs on").digest("package", pack.digest()).build());
    }
    withdrawn.active().values().forEach(pack -> successor(pack).map(VaultPackage::ref).ifPresentOrElse(ref -> better.add(ref.name() + "/" + ref.version()), () -> without.add(pack.name())));
    List<TrafficChange> candidates = withdrawn.candidates().keySet().stream().filter(name -> withdrawn.active(name).isEmpty()).<TrafficChange>map(TrafficChange.Withdraw::new).toList();
    boolean nothing = better.isEmpty() && without.isEmpty() && candidates.isEmpty();
    return nothing ? Optional.empty() : Optional.of(new PlanRequest(better, without, Optional.empty(), candidates, true));
  }

  private Roster withdrawn() {
    Map<String, TargetFile> targets = packages.targets();
    if (!site.repository().commissioned() || targets.isEmpty()) {
      return Roster.EMPTY;
    }
    Roster roster = site.readable(site.running().running(), (name, damage) -> {});
    return Roster.of(roster.all().stream().filter(pack -> !vouchedFor(pack, targets)).toList(), roster.traffic());
  }

  private static boolean vouchedFor(VaultPackage pack, Map<String, TargetFile> targets) {
    return names(targets, pack.descriptorPath(), pack.digest()) && pack.descriptor().parts().stream().allMatch(part -> names(targets, pack.partPath(part), part.sha256()));
  }

  private static boolean names(Map<String, TargetFile> targets, String path, String sha256) {
    return targets.containsKey(path) && targets.get(path).sha256().equals(sha256);
  }

  /** The newest version that is vouched for and newer. */
  private Optional<VaultPackage> successor(VaultPackage pack) {
    PackageRef ref = pack.ref();
    return packages.newest(pack.name()).filter(newest -> newest.ref().compareTo(ref) > 0);
  }
}
