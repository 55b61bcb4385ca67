package io.sallyport.provision.internal.apply;

import io.sallyport.audit.Actor;
import io.sallyport.provision.internal.route.Slot;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.vault.VaultPackage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One apply or rollback under way: what is to change, and how far it has come. Used by one thread. */
final class Swap {
  private final Request request;
  private final List<VaultPackage> incoming;
  private final List<VaultPackage> outgoing;
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
   * @param before packages of {@code base}
   * @param after packages of {@code generation}
   * @param blastRadius other bundles that may be refreshed, by name
   * @param publish writes the signed metadata of {@code generation}; idempotent
   * @param rollback whether it goes back
   */
  record Request(int generation, int base, List<VaultPackage> before, List<VaultPackage> after, Set<String> blastRadius, Runnable publish, Actor actor, boolean rollback) {
    String correlation() {
      return (rollback ? "rollback-" + base + "-" : "generation-") + generation;
    }
  }

  Swap(Request request) {
    this.request = request;
    Set<String> before = digests(request.before());
    Set<String> after = digests(request.after());
    this.incoming = request.after().stream().filter(pack -> !before.contains(pack.digest())).sorted(KindOrder.FIRST_TO_LAST).toList();
    this.outgoing = request.before().stream().filter(pack -> !after.contains(pack.digest())).sorted(KindOrder.FIRST_TO_LAST.reversed()).toList();
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

  /** Names that go and are not replaced. */
  List<String> removed() {
    Set<String> names = incoming.stream().map(VaultPackage::name).collect(Collectors.toSet());
    return outgoing.stream().map(VaultPackage::name).filter(name -> !names.contains(name)).toList();
  }

  /** Names that come and replace nothing. */
  List<String> added() {
    Set<String> names = outgoing.stream().map(VaultPackage::name).collect(Collectors.toSet());
    return incoming.stream().map(VaultPackage::name).filter(name -> !names.contains(name)).toList();
  }

  /** Versions that were given to their runtimes. */
  List<PackageVersion> attempted() {
    return attempted;
  }

  Map<String, StagedPackage> staged() {
    return staged;
  }

  /** Slots of the incoming packages, by name. */
  Map<String, Slot> fresh() {
    return fresh;
  }

  /** Slots of the outgoing packages, by name, as far as they were active. */
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

  List<PackageVersion> versions(List<VaultPackage> packs) {
    return packs.stream().map(Site::version).toList();
  }

  private static Set<String> digests(List<VaultPackage> packs) {
    return packs.stream().map(VaultPackage::digest).collect(Collectors.toSet());
  }
}
