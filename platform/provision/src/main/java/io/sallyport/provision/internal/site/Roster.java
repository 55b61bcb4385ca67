package io.sallyport.provision.internal.site;

import io.sallyport.trust.site.TrafficEntry;
import io.sallyport.vault.VaultPackage;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The packages of a generation by the part they have. Immutable.
 *
 * @param active by name
 * @param candidates those beside the active version of the same name, by name
 */
public record Roster(Map<String, VaultPackage> active, Map<String, Beside> candidates) {
  public static final Roster EMPTY = new Roster(Map.of(), Map.of());

  /** A candidate and its part in live traffic. */
  public record Beside(VaultPackage pack, TrafficEntry traffic) {}

  public Roster {
    active = Collections.unmodifiableSortedMap(new TreeMap<>(active));
    candidates = Collections.unmodifiableSortedMap(new TreeMap<>(candidates));
  }

  /** Packages by what a generation's traffic says of them. */
  public static Roster of(Collection<VaultPackage> packs, Collection<TrafficEntry> traffic) {
    Map<String, VaultPackage> active = new TreeMap<>();
    Map<String, Beside> candidates = new TreeMap<>();
    for (VaultPackage pack : packs) {
      traffic.stream().filter(entry -> entry.candidate().equals(pack.ref())).findFirst()
          .ifPresentOrElse(entry -> candidates.put(pack.name(), new Beside(pack, entry)), () -> active.put(pack.name(), pack));
    }
    return new Roster(active, candidates);
  }

  /** All packages, by name and version. */
  public List<VaultPackage> all() {
    return Stream.concat(active.values().stream(), candidates.values().stream().map(Beside::pack)).sorted(Comparator.comparing(VaultPackage::ref)).toList();
  }

  public List<TrafficEntry> traffic() {
    return candidates.values().stream().map(Beside::traffic).toList();
  }

  /** The active version of a name. */
  public Optional<VaultPackage> active(String name) {
    return Optional.ofNullable(active.get(name));
  }

  /** The candidate beside the active version of a name. */
  public Optional<Beside> candidate(String name) {
    return Optional.ofNullable(candidates.get(name));
  }

  /** Whether a package has the same part in both: active, or a candidate with the same traffic. */
  public boolean sameAs(Roster other, String name) {
    return active(name).equals(other.active(name)) && candidate(name).equals(other.candidate(name));
  }

  /** What is said of a package as a candidate; empty for an active one. */
  public Optional<TrafficEntry> trafficOf(VaultPackage pack) {
    return candidate(pack.name()).filter(beside -> beside.pack().equals(pack)).map(Beside::traffic);
  }

  public boolean holds(VaultPackage pack) {
    return active(pack.name()).filter(pack::equals).isPresent() || trafficOf(pack).isPresent();
  }
}
