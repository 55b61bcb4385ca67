package io.sallyport.provision.internal.apply;

import io.sallyport.audit.Actor;
import io.sallyport.provision.internal.route.Route;
import io.sallyport.provision.internal.route.Slot;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.vault.VaultPackage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One apply or rollback under way: what is to change, and how far it has come. Used by one thread. */
final class Swap {
  private final Request request;
  private final List<VaultPackage> incoming;
  private final List<VaultPackage> outgoing;
  private final List<VaultPackage> begun;
  private final Map<String, Route> former = new LinkedHashMap<>();
  private final List<PackageVersion> attempted = new ArrayList<>();
  private final Map<String, StagedPackage> staged = new LinkedHashMap<>();
  private final Map<String, Slot> fresh = new LinkedHashMap<>();
  private final Map<String, Slot> old = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private boolean switched;
  private long switchMicros;

  /**
   * What was asked for.
   *
   * @param generation to become the running one
   * @param base running now
   * @param before packages of {@code base} by their parts
   * @param after packages of {@code generation} by theirs
   * @param blastRadius other bundles that may be refreshed, by name
   * @param publish writes the signed metadata of {@code generation}; idempotent
   * @param rollback whether it goes back
   */
  record Request(int generation, int base, Roster before, Roster after, Set<String> blastRadius, Runnable publish, Actor actor, boolean rollback) {
    String correlation() {
      return (rollback ? "rollback-" + base + "-" : "generation-") + generation;
    }
  }

  Swap(Request request) {
    this.request = request;
    this.incoming = sorted(request.after(), pack -> !request.before().holds(pack), KindOrder.FIRST_TO_LAST);
    this.outgoing = sorted(request.before(), pack -> !request.after().holds(pack), KindOrder.FIRST_TO_LAST.reversed());
    this.begun = sorted(request.after(), pack -> !hadThisPart(request, pack), KindOrder.FIRST_TO_LAST);
  }

  private static List<VaultPackage> sorted(Roster roster, Predicate<VaultPackage> which, Comparator<VaultPackage> order) {
    return roster.all().stream().filter(which).sorted(order).toList();
  }

  private static boolean hadThisPart(Request request, VaultPackage pack) {
    return request.before().holds(pack) && request.before().trafficOf(pack).equals(request.after().trafficOf(pack));
  }

  Request request() {
    return request;
  }

  /** Packages to be staged, in the order of activation. */
  List<VaultPackage> incoming() {
    return incoming;
  }

  /** Packages to be retired, in the order of deactivation. */
  List<VaultPackage> outgoing() {
    return outgoing;
  }

  /** Packages that get another part: those that come, and those that stay and are promoted, or get other traffic; in the order of activation. */
  List<VaultPackage> begun() {
    return begun;
  }

  /** Of those, the ones that are active then, or the ones that are candidates. */
  List<PackageVersion> begun(boolean asCandidates) {
    return begun.stream().filter(pack -> request.after().trafficOf(pack).isPresent() == asCandidates).map(Site::version).toList();
  }

  /** The slot of the version that leaves because this one becomes active. */
  Optional<Slot> givingWayTo(VaultPackage pack) {
    return request.after().trafficOf(pack).isPresent() ? Optional.empty() : request.before().active(pack.name()).map(former -> old.get(former.toString()));
  }

  /** Where calls went before the switch, by name of the packages whose parts change. */
  Map<String, Route> former() {
    return former;
  }

  /** Versions that were given to their runtimes. */
  List<PackageVersion> attempted() {
    return attempted;
  }

  /** By {@code NAME VERSION}, as the slots. */
  Map<String, StagedPackage> staged() {
    return staged;
  }

  /** Slots of the incoming packages, by {@code NAME VERSION}. */
  Map<String, Slot> fresh() {
    return fresh;
  }

  /** Slots of the outgoing packages, by {@code NAME VERSION}, as far as leases came from them. */
  Map<String, Slot> old() {
    return old;
  }

  List<String> warnings() {
    return warnings;
  }

  boolean switched() {
    return switched;
  }

  void switched(boolean to) {
    switched = to;
  }

  long switchMicros() {
    return switchMicros;
  }

  void switchMicros(long micros) {
    switchMicros = micros;
  }
}
