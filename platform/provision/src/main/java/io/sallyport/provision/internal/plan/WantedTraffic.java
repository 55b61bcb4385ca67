package io.sallyport.provision.internal.plan;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.provision.PlanRequest;
import io.sallyport.provision.TrafficChange;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.trust.RefusedException;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.trust.site.PackageRef;
import io.sallyport.trust.site.TrafficEntry;
import io.sallyport.trust.site.TrafficMode;
import io.sallyport.vault.VaultPackage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Carries out what a request wants of candidates. Used once, by one thread. */
final class WantedTraffic {
  private final Map<String, VaultPackage> active;
  private final Map<String, Roster.Beside> candidates;
  private final Function<String, VaultPackage> vault;

  /**
   * @param active what is to run, but for candidates
   * @param candidates those that stay if nothing is said of them
   * @param vault finds {@code NAME/VERSION} or refuses
   */
  WantedTraffic(Map<String, VaultPackage> active, Map<String, Roster.Beside> candidates, Function<String, VaultPackage> vault) {
    this.active = new TreeMap<>(active);
    this.candidates = new TreeMap<>(candidates);
    this.vault = vault;
  }

  /** @throws RefusedException SP-PLAN-0001, 0042, 0044 to 0047 */
  Roster after(PlanRequest request) {
    Set<String> named = new HashSet<>(request.remove());
    request.packages().forEach(wanted -> named.add(wanted.split("/")[0]));
    for (TrafficChange change : request.traffic()) {
      if (!named.add(change.model())) {
        throw refuse("SP-PLAN-0047", "two things are wanted of one model, of which each claims the same part", change.model(), "name it once");
      }
      requireModel(change.model());
      carryOut(change);
    }
    return new Roster(active, candidates);
  }

  private void requireModel(String name) {
    VaultPackage known = active.containsKey(name) ? active.get(name) : vault.apply(name);
    if (known.kind() != PackageKind.MODEL) {
      throw refuse("SP-PLAN-0042", name + " is a " + known.kind().label() + ", not a model, and only models have candidates", known.toString(),
          "exchange it as a whole: generation:plan " + name + "/VERSION; model:list shows models");
    }
  }

  private void carryOut(TrafficChange change) {
    String model = change.model();
    if (change instanceof TrafficChange.Shadow shadow) {
      accompany(model, shadow.version(), TrafficMode.SHADOW, 0, Set.of());
    } else if (change instanceof TrafficChange.Canary canary) {
      accompany(model, canary.version(), TrafficMode.CANARY, canary.percent(), canary.assets());
    } else if (change instanceof TrafficChange.Promote) {
      active.put(model, taken(model).pack());
    } else {
      taken(model);
    }
  }

  private void accompany(String model, String version, TrafficMode mode, int percent, Set<String> assets) {
    VaultPackage now = active.get(model);
    if (now == null) {
      throw refuse("SP-PLAN-0044", "no version of the model runs, so that none can be beside it", model, "let one run first: generation:plan " + model + "/" + version);
    }
    VaultPackage candidate = vault.apply(model + "/" + version);
    if (candidate.digest().equals(now.digest())) {
      throw refuse("SP-PLAN-0044", "this is the active version", candidate.toString(), "name another version: package:list shows them");
    }
    candidates.put(model, new Roster.Beside(candidate, entry(candidate.ref(), mode, percent, assets)));
  }

  private static TrafficEntry entry(PackageRef candidate, TrafficMode mode, int percent, Set<String> assets) {
    try {
      return new TrafficEntry(candidate, mode, percent, new TreeSet<>(assets));
    } catch (RefusedException e) {
      throw refuse("SP-PLAN-0046", e.refusal().what(), candidate.toString(), "give --percent 1 to 100, or --asset", e);
    }
  }

  private Roster.Beside taken(String model) {
    Roster.Beside candidate = candidates.remove(model);
    if (candidate == null) {
      throw refuse("SP-PLAN-0045", "the model has no candidate", model, "model:list shows candidates; model:shadow " + model + " VERSION makes one");
    }
    return candidate;
  }
}
