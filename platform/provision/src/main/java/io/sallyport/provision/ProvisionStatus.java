package io.sallyport.provision;

import io.sallyport.provision.lease.PackageVersion;
import java.util.List;
import java.util.Optional;

/**
 * What runs now, and whether it is what should.
 *
 * @param ready whether everything in the running generation is promoted and the last boot's reconciliation has ended
 * @param running number of the running generation; 0 = none
 * @param previous the one before; 0 = none
 * @param candidate number of the open candidate
 * @param packages every package of the running generation
 * @param problems what is not as it should be, as refusals in one line each
 * @param alarms what runs and should be looked at by people, as refusals in one line each; they do not make the appliance unready
 * @param activity the operation under way, if any
 */
public record ProvisionStatus(boolean ready, int running, int previous, Optional<Integer> candidate, List<PackageStatus> packages, List<String> problems,
    List<String> alarms, Optional<String> activity) {
  /**
   * One package of the running generation.
   *
   * @param active whether the router gives leases on it, as the active version or as the candidate
   * @param traffic its part in live traffic if it is a candidate, such as {@code canary 10 %}; empty for the active version
   * @param healthy what its runtime says
   * @param degraded it is healthy, and something is amiss all the same: the detail says what
   * @param leases open now
   * @param calls completed since it was activated, where its runtime counts them
   */
  public record PackageStatus(PackageVersion version, Optional<String> traffic, boolean active, boolean healthy, boolean degraded, long leases, long calls, long errors, String detail) {}
}
