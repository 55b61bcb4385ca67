package io.sallyport.provision;

import io.sallyport.provision.lease.PackageVersion;

/**
 * A package version and how far it has come; computed from vault, metadata, journal and router.
 *
 * @param vouchedFor whether the vendor's current metadata still names it
 */
public record PackageState(PackageVersion version, String publisher, String summary, State state, boolean vouchedFor) {
  /** ACTIVE is what the router leases, CANDIDATE what it leases beside that; FAULTY is in the running generation and neither. */
  public enum State { VERIFIED, PLANNED, APPROVED, ACTIVE, CANDIDATE, FAULTY }
}
