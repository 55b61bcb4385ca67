package io.sallyport.provision.internal.boot;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.api.check.CheckResult;
import io.sallyport.audit.AuditEntry;
import io.sallyport.provision.internal.apply.Parts;
import io.sallyport.provision.internal.apply.Records;
import io.sallyport.provision.internal.route.Slot;
import io.sallyport.provision.internal.site.Roster;
import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.PackageRuntime;
import io.sallyport.provision.runtime.StagedPackage;
import io.sallyport.vault.VaultPackage;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Promotes one package of the running generation that nothing else has to give way for: stage, prove, route, activate. */
final class Promoter {
  private static final Logger LOG = LoggerFactory.getLogger(Promoter.class);

  private final Parts parts;

  Promoter(Parts parts) {
    this.parts = parts;
  }

  /** @param candidate its part in live traffic if it is one; else it becomes the active version */
  void promote(VaultPackage pack, Optional<Roster.Beside> candidate) {
    PackageVersion version = Site.version(pack);
    List<Bundle> bundles = parts.installer().bundles(pack)
        .orElseThrow(() -> refuse("SP-APPLY-0006", "the package's bundles are not installed", pack.toString(), "see the log"));
    PackageRuntime runtime = parts.runtimes().require(pack.kind(), parts.settings().runtime());
    StagedPackage staged = new StagedPackage(version, bundles, pack.descriptor().namedConduits());
    try {
      for (CheckResult result : runtime.resume(staged)) {
        if (!result.passed()) {
          throw refuse("SP-APPLY-0013", "the check " + result.name() + " failed: observed " + result.observed() + ", expected " + result.expected(), version.toString(),
              "go back with generation:rollback, or ask the package's publisher");
        }
      }
      parts.audit().append(entry(candidate).object("package/" + version.name() + "/" + version.version()).digest("package", version.digest()).reason("part of the running generation").build());
      Slot slot = new Slot(version, bundles);
      candidate.map(Site::traffic).ifPresentOrElse(traffic -> parts.router().accompany(slot, traffic), () -> parts.router().promote(List.of(slot), List.of()));
      activate(runtime, slot);
    } catch (RuntimeException | LinkageError e) {
      runtime.retire(version);
      throw e;
    }
  }

  private static AuditEntry.Builder entry(Optional<Roster.Beside> candidate) {
    return candidate.map(beside -> AuditEntry.of("package.candidate").system("provision").action(beside.traffic().mode().label()).after(Records.traffic(beside.traffic())))
        .orElseGet(() -> AuditEntry.of("package.promoted").system("provision").action("promote"));
  }

  private void activate(PackageRuntime runtime, Slot slot) {
    try {
      runtime.activate(slot.version());
    } catch (RuntimeException | LinkageError e) {
      parts.router().demote(slot);
      slot.close();
      slot.awaitDrained(parts.settings().drain());
      throw e;
    }
  }

  /** The opposite, when the package's bundle is being stopped by somebody else. */
  void demote(Slot slot) {
    parts.router().demote(slot);
    slot.close();
    parts.router().demote(slot); // a swap that went back just now may have put it there again
    if (!slot.awaitDrained(parts.settings().drain())) {
      LOG.error("{} is being stopped while {} calls are inside", slot.version(), slot.open());
    }
    parts.runtimes().find(slot.version().kind()).ifPresent(runtime -> {
      try {
        runtime.deactivate(slot.version());
        runtime.retire(slot.version());
      } catch (RuntimeException | LinkageError e) {
        LOG.warn("{} did not end its work", slot.version(), e);
      }
    });
  }
}
