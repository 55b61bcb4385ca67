package io.sallyport.gate;

import java.util.List;

/**
 * Outcome of {@link GateControl#reload()}.
 *
 * @param trusted false if the site metadata or running pointer was refused; then nothing but the platform inventory is admitted
 * @param generations admitted site generations, ascending
 * @param added digests that are admitted now and were not before
 * @param removed digests that were admitted before and are not any more
 * @param strangers installed bundles whose bytes are no longer admitted: they run on until stopped, and can't resolve again
 * @param refusal code and sentence if {@code trusted} is false, else empty
 */
public record ReloadReport(boolean trusted, List<Integer> generations, int added, int removed, List<Stranger> strangers, String refusal) {
  public ReloadReport {
    generations = List.copyOf(generations);
    strangers = List.copyOf(strangers);
  }

  /**
   * An installed bundle that is no longer admitted.
   *
   * @param bundleId framework id
   * @param location its location
   * @param sha256 digest of its bytes
   */
  public record Stranger(long bundleId, String location, String sha256) {}
}
