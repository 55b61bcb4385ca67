package io.sallyport.provision.internal.apply;

import static io.sallyport.provision.internal.Refusals.refuse;

import io.sallyport.provision.internal.site.Site;
import io.sallyport.provision.lease.PackageVersion;
import io.sallyport.provision.runtime.RuntimeHealth;
import io.sallyport.trust.site.PackageKind;
import io.sallyport.vault.VaultPackage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The health window: the old versions stay warm, the new ones are asked how they fare. */
final class WatchStep implements Step {
  private final Parts parts;

  WatchStep(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public int order() {
    return 70;
  }

  @Override
  public String run(Swap swap) {
    Settings settings = parts.settings();
    long end = System.nanoTime() + settings.healthWindow().toNanos();
    long calls = check(swap);
    boolean counted = settings.minCalls() > 0 && calls < Long.MAX_VALUE;
    while (counted ? calls < settings.minCalls() : System.nanoTime() < end) {
      if (System.nanoTime() >= end) {
        throw refuse("SP-APPLY-0014", calls + " calls were completed in the health window, " + settings.minCalls() + " are required",
            "generation " + swap.request().generation(), "apply again while there is load, or lower health.min.calls");
      }
      pause(Math.min(settings.poll().toNanos(), Math.max(1, end - System.nanoTime())));
      calls = check(swap);
    }
    return "healthy" + (calls == Long.MAX_VALUE ? "" : ", at least " + calls + " calls each");
  }

  /** The fewest calls that any model completed that is active now; all versions with another part than before must be healthy. */
  private long check(Swap swap) {
    long fewest = Long.MAX_VALUE;
    for (VaultPackage pack : swap.begun()) {
      PackageVersion version = Site.version(pack);
      RuntimeHealth health = parts.runtimes().require(version.kind(), parts.settings().runtime()).health(version);
      if (!health.healthy()) {
        throw refuse("SP-APPLY-0014", "the new version is not healthy: " + health.detail() + " (" + health.errors() + " of " + health.calls() + " calls failed)", version.toString(),
            "the version that ran before runs again; ask the package's publisher");
      }
      if (version.kind() == PackageKind.MODEL && swap.request().after().trafficOf(pack).isEmpty()) {
        fewest = Math.min(fewest, health.calls());
      }
    }
    return fewest;
  }

  private static void pause(long nanos) {
    try {
      if (new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("nobody counts down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refuse("SP-APPLY-0014", "interrupted in the health window", "the apply", "apply again");
    }
  }
}
