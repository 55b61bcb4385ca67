package io.sallyport.provision.internal.boot;

import io.sallyport.audit.AuditEntry;
import io.sallyport.audit.AuditLog;
import io.sallyport.audit.Outcome;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.Refusal;
import io.sallyport.trust.RefusedException;
import io.sallyport.vault.Packages;
import io.sallyport.vault.VendorMetadata;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At each start, vendor metadata that is damaged, gone, or older than what the running generation was planned with is replaced by that
 * generation's own copy (ADR 0052). The approvers signed its digests, so whoever writes to DATA neither takes the plant's vendor away nor sets
 * it back below what runs. Thread-safe.
 */
public final class VendorRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(VendorRecovery.class);

  /** What was put in force, and why. */
  private record Restored(PinnedMetadata metadata, Refusal why) {}

  private final Site site;
  private final Packages packages;
  private final VendorMetadata vendor;
  private final AuditLog audit;
  private volatile Optional<Restored> restored = Optional.empty();

  public VendorRecovery(Site site, Packages packages, VendorMetadata vendor, AuditLog audit) {
    this.site = site;
    this.packages = packages;
    this.vendor = vendor;
    this.audit = audit;
  }

  /** Never throws: what cannot be restored or recorded stays as it is, and an alarm tells it. */
  public void run() {
    try {
      int running = site.repository().commissioned() ? site.running().running() : 0;
      if (running > 0) {
        PinnedMetadata pinned = site.repository().generation(running).vendor();
        wrong(pinned).ifPresent(what -> restore(running, pinned, what));
      }
    } catch (RuntimeException e) {
      LOG.error("The vendor metadata was neither compared with the running generation's nor restored", e);
    }
  }

  /** For as long as the metadata cannot be used, or is what was restored. */
  public List<String> alarms() {
    Optional<Refusal> told = vendor.damage().or(() -> restored.filter(it -> packages.vendor().equals(Optional.of(it.metadata))).map(Restored::why));
    return told.map(Refusal::message).stream().toList();
  }

  private Optional<String> wrong(PinnedMetadata pinned) {
    return vendor.damage().map(Refusal::what).or(() -> packages.vendor().map(now -> now.olderThan(pinned)).orElse(Optional.of("there was none")));
  }

  private void restore(int running, PinnedMetadata pinned, String what) {
    Refusal why = new Refusal("SP-MEDIUM-0073", "the vendor metadata is back at what generation " + running + " was planned with: " + what, "DATA/vendor",
        "medium:import the newest medium again, and look for the cause");
    LOG.warn("{}", why.message());
    audit.append(AuditEntry.of("vendor.restored").system("provision").action("restore").object("vendor").outcome(Outcome.REFUSED).code(why.code()).reason(why.what())
        .digest("timestamp", pinned.timestamp().sha256()).digest("snapshot", pinned.snapshot().sha256()).build());
    vendor.restore(pinned);
    restored = Optional.of(new Restored(pinned, why));
  }
}
