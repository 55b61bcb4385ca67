package io.sallyport.gate.internal;

import io.sallyport.gate.Anchor;
import io.sallyport.gate.ReloadReport;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RootMetadata;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The digests that may enter: the jars of the vendor-signed inventory, and the packages of the admitted site generations. Both are read
 * and verified from disk here; nobody can add to them. Thread-safe.
 */
final class Admission {
  /**
   * The admitted digests at one moment.
   *
   * @param release release of the inventory
   * @param vendorRoot what the vendor root is for
   * @param platform jars of the inventory, by digest
   * @param generations admitted generations, ascending
   * @param site digests from these
   * @param anchor how the site's roots stand to the distribution's anchor
   * @param siteTrusted false if the site's metadata or pointer was refused
   * @param refusal what was refused then, else empty
   * @param loaded when it was read
   */
  record Set(String release, RootMetadata.Purpose vendorRoot, Map<String, Path> platform, List<Integer> generations, java.util.Set<String> site,
      Anchor anchor, boolean siteTrusted, String refusal, Instant loaded) {
    Set {
      platform = Map.copyOf(platform);
      generations = List.copyOf(generations);
      site = java.util.Set.copyOf(site);
    }

    boolean admits(String sha256) {
      return platform.containsKey(sha256) || site.contains(sha256);
    }
  }

  private final Supplier<SiteDigests.Read> site;
  private final RefusalSpool spool;
  private final Clock clock;
  private volatile Set current;

  private Admission(Set first, Supplier<SiteDigests.Read> site, RefusalSpool spool, Clock clock) {
    this.current = first;
    this.site = site;
    this.spool = spool;
    this.clock = clock;
  }

  static Admission load(Path home, Supplier<SiteDigests.Read> site, RefusalSpool spool, Clock clock) {
    PlatformDigests platform = PlatformDigests.verified(home);
    Set inventoryOnly = new Set(platform.release(), platform.vendorRoot(), platform.jars(), List.of(), java.util.Set.of(), Anchor.ABSENT, true, "", clock.instant());
    Admission admission = new Admission(inventoryOnly, site, spool, clock);
    admission.reload();
    return admission;
  }

  boolean admits(String sha256) {
    return current.admits(sha256);
  }

  /** The jar in HOME that has these bytes, as the vendor signed it. */
  Optional<Path> platformJar(String sha256) {
    return Optional.ofNullable(current.platform().get(sha256));
  }

  Set current() {
    return current;
  }

  synchronized ReloadReport reload() {
    Set before = current;
    SiteDigests.Read read = site.get();
    for (Refusal refusal : read.refusals()) {
      spool.refuse(refusal.code(), "admission", refusal.where(), "", refusal.what(), refusal.next());
    }
    Set now = new Set(before.release(), before.vendorRoot(), before.platform(), read.generations(), read.digests(), read.anchor(), read.refusals().isEmpty(),
        read.refusals().stream().map(refusal -> refusal.code() + ": " + refusal.what()).collect(Collectors.joining("; ")), clock.instant());
    current = now;
    return new ReloadReport(now.siteTrusted(), now.generations(), difference(now.site(), before.site()), difference(before.site(), now.site()),
        List.of(), now.refusal());
  }

  private static int difference(java.util.Set<String> left, java.util.Set<String> right) {
    HashSet<String> rest = new HashSet<>(left);
    rest.removeAll(right);
    return rest.size();
  }
}
