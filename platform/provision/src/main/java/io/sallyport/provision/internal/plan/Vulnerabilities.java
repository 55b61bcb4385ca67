package io.sallyport.provision.internal.plan;

import io.sallyport.provision.Plan;
import io.sallyport.vault.Material;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VaultPackage;
import io.sallyport.vault.advisory.Advisories;
import io.sallyport.vault.advisory.Advisory;
import io.sallyport.vault.advisory.Affected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what packages and the platform consist of with the vendor's advisories. */
final class Vulnerabilities {
  private final Packages packages;
  private final Advisories advisories;

  Vulnerabilities(Packages packages) {
    this.packages = packages;
    this.advisories = packages.advisories();
  }

  /** What was compared with. */
  Plan.AdvisorySource source() {
    return new Plan.AdvisorySource(advisories.files(), advisories.records().size(), advisories.newest().map(Object::toString));
  }

  /** What comes, stays and goes when one set of packages takes the place of another. */
  List<Plan.Vulnerability> between(Collection<VaultPackage> before, Collection<VaultPackage> after) {
    Set<Plan.Vulnerability> old = of(before);
    Set<Plan.Vulnerability> fresh = of(after);
    List<Plan.Vulnerability> all = new ArrayList<>();
    fresh.forEach(found -> all.add(found.as(isAmong(old, found) ? Plan.Vulnerability.STAYS : Plan.Vulnerability.COMES)));
    old.stream().filter(found -> !isAmong(fresh, found)).forEach(found -> all.add(found.as(Plan.Vulnerability.GOES)));
    if (advisories.files() > 0) {
      of(Plan.Vulnerability.PLATFORM, packages.platform().materials()).forEach(found -> all.add(found.as(Plan.Vulnerability.STAYS)));
    }
    return all;
  }

  /** The same vulnerability of the same package, perhaps through another version of a component. */
  private static boolean isAmong(Set<Plan.Vulnerability> known, Plan.Vulnerability wanted) {
    return known.stream().anyMatch(found -> found.id().equals(wanted.id()) && found.pack().equals(wanted.pack()));
  }

  private Set<Plan.Vulnerability> of(Collection<VaultPackage> packs) {
    Set<Plan.Vulnerability> found = new LinkedHashSet<>();
    for (VaultPackage pack : packs) {
      Set<Material> materials = new LinkedHashSet<>(packages.materials(pack).materials());
      materials.add(new Material(pack.name(), pack.version(), Optional.of("pkg:generic/" + pack.name() + "@" + pack.version()), Optional.empty(), Set.of()));
      found.addAll(of(pack.name(), materials));
    }
    return found;
  }

  private Set<Plan.Vulnerability> of(String name, Set<Material> materials) {
    Set<Plan.Vulnerability> found = new LinkedHashSet<>();
    for (Material material : materials) {
      material.purl().ifPresent(purl -> advisories.records().forEach(advisory -> match(advisory, Affected.base(purl), material, name).ifPresent(found::add)));
    }
    return found;
  }

  private Optional<Plan.Vulnerability> match(Advisory advisory, String purl, Material material, String name) {
    return advisory.affected().stream().filter(affected -> affected.purl().equals(purl) && affected.includes(material.version())).findFirst()
        .map(affected -> new Plan.Vulnerability(Plan.Vulnerability.COMES, advisory.id(), advisory.aliases(), advisory.severity(), name, material.toString(), affected.fixedAfter(material.version()), advisory.summary(),
            advisories.assessment(advisory, purl, material.version()).map(Object::toString)));
  }
}
