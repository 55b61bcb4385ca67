package io.sallyport.provision;

import io.sallyport.provision.lease.PackageVersion;
import java.util.List;

/**
 * A generation in the history.
 *
 * @param number its version
 * @param base the generation it was planned on
 * @param packages everything that runs in it
 * @param approvers user ids, in the order of signing
 * @param planned UTC time
 */
public record GenerationInfo(int number, int base, State state, List<PackageVersion> packages, List<String> approvers, String planned) {
  /** PLANNED and APPROVED candidates; RUNNING; SUPERSEDED ran before; ABANDONED never ran to its end. */
  public enum State { PLANNED, APPROVED, RUNNING, SUPERSEDED, ABANDONED }
}
