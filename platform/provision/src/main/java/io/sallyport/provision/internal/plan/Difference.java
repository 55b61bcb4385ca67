package io.sallyport.provision.internal.plan;

import io.sallyport.provision.Plan;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.site.Descriptor;
import io.sallyport.vault.VaultPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happens to one package version: it comes, it goes, or it takes another's place.
 *
 * @param from goes, or gives up its part
 * @param to comes, or takes the part over
 * @param base what {@code to} is compared with: {@code from}, or the active version that a candidate comes beside
 * @param candidate whether it comes or goes as a candidate
 */
record Difference(Optional<VaultPackage> from, Optional<VaultPackage> to, Optional<VaultPackage> base, boolean candidate) {
  /** By name; the active version's first. */
  static List<Difference> between(Roster before, Roster after) {
    Set<String> names = new TreeSet<>(before.active().keySet());
    names.addAll(after.active().keySet());
    List<Difference> all = new ArrayList<>();
    for (String name : names) {
      Optional<VaultPackage> from = before.active(name);
      Optional<VaultPackage> to = after.active(name);
      if (!from.equals(to)) {
        all.add(new Difference(from, to, from, false));
      }
      Optional<VaultPackage> left = before.candidate(name).map(Roster.Beside::pack).filter(pack -> !after.holds(pack));
      Optional<VaultPackage> come = after.candidate(name).map(Roster.Beside::pack).filter(pack -> !before.holds(pack));
      if (left.isPresent() || come.isPresent()) {
        all.add(new Difference(left, come, to, true));
      }
    }
    return all;
  }

  String name() {
    return shown().name();
  }

  /** The name in lists by package, in which a candidate stands beside its active version. */
  String label() {
    return candidate ? shown() + " (candidate)" : name();
  }

  Plan.Change change() {
    Descriptor descriptor = shown().descriptor();
    return new Plan.Change(name(), from.map(Site::version), to.map(Site::version), candidate, descriptor.publisher(), descriptor.summary());
  }

  private VaultPackage shown() {
    return to.or(() -> from).orElseThrow();
  }
}
