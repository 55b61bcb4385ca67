package io.sallyport.vault;

import io.sallyport.trust.PinnedMetadata;
import io.sallyport.trust.Refusal;
import io.sallyport.vault.internal.MediumInspection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What an import would say of a medium, found without an appliance and without taking anything in: the same metadata workflow, every byte,
 * descriptors and policy. What an appliance trusts already is not known here, so neither older metadata nor a released version with other
 * content is noticed. Immutable.
 *
 * @param medium name on its label
 * @param root version of the vendor's root in force
 * @param vendor the metadata in force
 * @param files files of packages on it
 * @param bytes their length
 * @param packages packages on it in which nothing was found, sorted
 * @param absent packages that the metadata names and the medium does not carry
 * @param findings SP-TRUST-0023 for files with other bytes, SP-MEDIUM-0008 to 0016 and 0045 to 0047 for packages, SP-MEDIUM-0040 for advisories
 */
public record MediumCheck(String medium, long root, PinnedMetadata vendor, int files, long bytes, List<VaultPackage> packages, List<String> absent, List<Refusal> findings) {
  public MediumCheck {
    packages = List.copyOf(packages);
    absent = List.copyOf(absent);
    findings = List.copyOf(findings);
  }

  /**
   * Checks a medium.
   *
   * @param medium directory that holds {@code medium.json}
   * @param vendorRoot bytes of the vendor root to trust
   * @param home a distribution, against whose bundles the policy is applied as well; without it no package is found to use a name of the platform
   * @throws io.sallyport.trust.RefusedException SP-MEDIUM-0001 to 0008, 0018 or SP-TRUST if the medium as a whole cannot be trusted
   */
  public static MediumCheck of(Path medium, byte[] vendorRoot, Optional<Path> home, Clock clock) {
    return MediumInspection.run(medium, vendorRoot, home, clock);
  }
}
