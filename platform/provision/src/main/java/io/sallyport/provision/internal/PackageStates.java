package io.sallyport.provision.internal;

import io.sallyport.provision.Candidate;
import io.sallyport.provision.PackageState;
import io.sallyport.provision.PackageState.State;
import io.sallyport.provision.ProvisionStatus;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts together what vault, candidate and running generation say about each package. */
final class PackageStates {
  private final Packages packages;

  PackageStates(Packages packages) {
    this.packages = packages;
  }

  List<PackageState> all(ProvisionStatus status, Optional<Candidate> candidate) {
    Map<String, State> states = new HashMap<>();
    candidate.ifPresent(open -> open.plan().changes().forEach(change -> change.to().ifPresent(to -> states.put(to.digest(), open.approved() ? State.APPROVED : State.PLANNED))));
    status.packages().forEach(running -> states.put(running.version().digest(), state(running)));
    List<VaultPackage> shown = new ArrayList<>(packages.verified());
    List<String> vouched = shown.stream().map(VaultPackage::digest).toList();
    status.packages().stream().map(running -> running.version().digest()).filter(digest -> !vouched.contains(digest)).map(packages::byDescriptor).forEach(shown::add);
    shown.sort(java.util.Comparator.comparing(VaultPackage::ref));
    return shown.stream().map(pack -> state(pack, states.getOrDefault(pack.digest(), State.VERIFIED), vouched.contains(pack.digest()))).toList();
  }

  private static State state(ProvisionStatus.PackageStatus running) {
    return !running.active() ? State.FAULTY : running.traffic().isPresent() ? State.CANDIDATE : State.ACTIVE;
  }

  private static PackageState state(VaultPackage pack, State state, boolean vouchedFor) {
    PackageVersion version = Site.version(pack);
    return new PackageState(version, pack.descriptor().publisher(), pack.descriptor().summary(), state, vouchedFor);
  }
}
