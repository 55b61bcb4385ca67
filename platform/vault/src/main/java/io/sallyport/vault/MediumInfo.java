package io.sallyport.vault;

import java.time.Instant;
import java.util.List;

/**
 * What is on a medium whose metadata verifies against what the appliance trusts.
 *
 * @param name on its label, which decides nothing
 * @param created on its label
 * @param packages complete packages on it, sorted
 * @param absent packages that the metadata names and the medium does not carry
 * @param targets files on it
 * @param bytes their total length
 * @param targetsVersion version of the vendor's targets metadata
 * @param expires when its timestamp expires
 */
public record MediumInfo(String name, String created, List<Entry> packages, List<String> absent, int targets, long bytes, long targetsVersion, Instant expires) {
  /**
   * A package on the medium.
   *
   * @param bytes total length of its files
   * @param inVault whether the vault holds its descriptor already
   */
  public record Entry(String name, String version, String digest, long bytes, boolean inVault) {}

  public MediumInfo {
    packages = List.copyOf(packages);
    absent = List.copyOf(absent);
  }
}
